// Entry: language first, then the app.
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startI18n } from './shared/i18n';
import './shared/theme/tokens.css';
import './shared/theme/base.css';

void startI18n().then(() => {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
});
