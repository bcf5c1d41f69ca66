import type { FromLineage } from '../protocol/lineageMessages.ts';
import { element } from './elements.ts';
import { LineageView } from './lineage/lineageView.ts';
import { parseMapState, type MapState } from './lineage/mapState.ts';
import { parseToLineage } from './lineage/parseToLineage.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromLineage): void;
  getState(): unknown;
  setState(state: MapState): void;
};

const vscode = acquireVsCodeApi();
let view: LineageView | null = null;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToLineage(data);
  if (message?.type === 'show') {
    const state = parseMapState(vscode.getState(), message.map);
    view = new LineageView(message.map, state, {
      save: (changed) => vscode.setState(changed),
      openCard: (id) => vscode.postMessage({ type: 'open', id }),
    });
    document.body.replaceChildren(view.element);
    view.begin(state);
    if (message.start !== null) view.goTo(message.start);
  } else if (message?.type === 'focus') view?.goTo(message.id);
  else if (message?.type === 'error') {
    const alert = element('main', 'failure', element('p', '', message.message));
    alert.setAttribute('role', 'alert');
    document.body.replaceChildren(alert);
  }
});
vscode.postMessage({ type: 'ready' });
