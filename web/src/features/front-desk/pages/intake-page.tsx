// The quick intake on its own page.
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { ServiceType } from '@/api/types';
import { IntakePanel } from '../components/intake-form';

const known: readonly ServiceType[] = ['carry_in', 'mail_in', 'onsite', 'remote'];

export default function IntakePage() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const service = known.find((type) => type === search.get('service'));
  return <IntakePanel autoFocus initialService={service} onClose={() => navigate(-1)} />;
}
