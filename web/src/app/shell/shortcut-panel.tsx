// All keys in force on the current page.
import { useTranslation } from 'react-i18next';
import { useListedShortcuts } from '@/shared/keyboard/shortcuts';
import { Dialog } from '@/shared/ui/overlay';

export function ShortcutPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const shortcuts = useListedShortcuts();
  return (
    <Dialog title={t('shell.all_keys')} onClose={onClose} width={420}>
      <dl className="kv" style={{ gridTemplateColumns: '110px 1fr' }}>
        {shortcuts.map(({ key, label }) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt><kbd>{key.replace('+', ' ').replace('Escape', 'Esc').toUpperCase().replace('ENTER', 'Enter').replace('CTRL', 'Ctrl').replace('ESC', 'Esc')}</kbd></dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
