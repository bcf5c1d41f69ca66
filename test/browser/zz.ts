import { launchBrowser } from '../hostHarness/browser.ts';
import { openReader, PICTURES } from './readerHarness.ts';
import { readerScript } from './readerVariants.ts';
import { batches, hostileMessages, payloadOf, wayOf } from './hostilePages.ts';
import { touchEverything, findIntruders } from './hostileWatch.ts';
import { payloads, familyOf } from './payloads.ts';
import { markOfRequest } from './payloadParts.ts';
const which = process.argv[2]!;
const every = Number(process.argv[3] ?? 1);
const conf: Record<string, any> = {
  own: { weak: {}, policy: true }, B: { weak: { sanitiser: true }, policy: true }, B2: { weak: { sanitiser: true, html: true }, policy: true },
  C: { weak: {}, policy: false }, C2: { weak: { html: true }, policy: false }, D: { weak: { sanitiser: true, html: true, text: true }, policy: false, cancellable: false },
};
const { weak, policy, cancellable } = conf[which];
const all = payloads();
const png = new Uint8Array([137,80,78,71]);
const browser = await launchBrowser();
const r = await openReader(browser, { script: await readerScript(weak), policy, cancellable });
const t0 = Date.now(); let n = 0;
const intr: Record<string, string[]> = {};
const bs = batches(all).filter((_, i) => i % every === 0);
for (const batch of bs) {
  const b0 = Date.now();
  for (const m of hostileMessages(batch, !!weak.html, png)) {
    await Promise.race([ (async () => { await r.show(m); await touchEverything(r.page); 
    if (which !== 'D') for (const x of await findIntruders(r.page, PICTURES.root)) (intr[x] ??= []).push(batch[0]![1].name + ' ' + m.type); })(), new Promise((_, j) => setTimeout(() => j(new Error('slow ' + m.type + ' ' + batch.map(b => b[1].name).join())), 30000)) ]).catch(e => console.log(String(e).slice(0, 600)));
  }
  n++; if (Date.now() - b0 > 3000) console.log('slow batch', batch[0]![1].name, batch.length, Date.now() - b0);
}
await r.page.waitForTimeout(1000);
console.log('batches', n, 'ms', Date.now() - t0);
const name = (m: number) => `${all[payloadOf(m)]?.name} @${wayOf(m)}`;
const live = new Set<number>([...r.seen.ran, ...r.seen.requests.map(markOfRequest).filter(x => x !== null)]);
console.log('ran', r.seen.ran.size, 'requests', r.seen.requests.length, 'nav', r.seen.navigations.length, 'opened', r.seen.opened.length, 'errors', r.seen.errors.length);
console.log([...r.seen.ran].slice(0, 10).map(name), r.seen.requests.slice(0, 20).map(u => u.slice(0, 80) + ' ' + name(markOfRequest(u) ?? -1)), r.seen.opened.slice(0, 10), [...new Set(r.seen.errors)].slice(0, 10));
console.log(Object.entries(intr).slice(0, 40));
if (which === 'D') {
  const fam: Record<string, [number, number]> = {}; const ways: Record<string, number> = {};
  const lp = new Set([...live].map(payloadOf)); for (const m of live) ways[wayOf(m)] = (ways[wayOf(m)] ?? 0) + 1;
  const shown = new Set(bs.flat().map(([i]) => i));
  all.forEach((p, i) => { if (!shown.has(i)) return; const f = (fam[familyOf(p)] ??= [0, 0]); f[1]++; if (lp.has(i)) f[0]++; });
  console.log(lp.size, fam, ways);
  console.log(all.filter((p, i) => shown.has(i) && !lp.has(i)).map(p => p.name).filter((_, i) => i % 7 === 0).join('; ').slice(0, 5000));
}
await r.close(); await browser.close();
