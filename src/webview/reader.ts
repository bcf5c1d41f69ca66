import type { FromReader, ReaderState } from '../protocol/readerMessages.ts';
import { element } from './elements.ts';
import { parseToReader } from './parseToReader.ts';
import { readerPage } from './readerPage.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromReader): void;
  setState(state: ReaderState): void;
};

const vscode = acquireVsCodeApi();
const send = (message: FromReader): void => vscode.postMessage(message);

function showCited(): void {
  const [cited] = document.getElementsByClassName('cited');
  if (cited) cited.scrollIntoView({ block: 'center' });
  else window.scrollTo(0, 0);
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = parseToReader(event.data);
  if (!message) return;
  if (message.type === 'error') {
    const alert = element(
      'main',
      'failure',
      element('h1', '', message.title),
      element('p', '', message.message),
    );
    alert.setAttribute('role', 'alert');
    document.body.replaceChildren(alert);
    return;
  }
  const { page } = message;
  document.body.replaceChildren(readerPage(page, send));
  if (page.id !== null) vscode.setState({ id: page.id, language: page.language });
  showCited();
});

send({ type: 'ready' });
