import { render } from 'preact';
import { AppProvider, createApp } from './app-state.js';
import { Page } from './page.js';
import { keepFocus } from './parts/focus.js';
import { noSettings, readSettings } from './settings.js';
import './style/base.css';
import './style/page.css';
import './style/panel.css';
import './style/board.css';
import './style/write.css';
import './style/desk.css';

const root = document.getElementById('root');
if (root !== null) {
  keepFocus();
  const app = createApp(await readSettings().catch(() => noSettings));
  render(
    <AppProvider value={app}>
      <Page />
    </AppProvider>,
    root,
  );
}
