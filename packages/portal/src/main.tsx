import { createRoot } from 'react-dom/client';
import { Portal } from './app/portal.tsx';
import { startI18n } from './i18n/i18n.ts';
import { startTheme } from './shell/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the document has no element `root`');

await Promise.all([startI18n(), startTheme()]);
createRoot(root).render(<Portal />);
