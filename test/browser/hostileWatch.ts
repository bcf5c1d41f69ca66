import type { Page } from 'playwright-core';

/**
 * Points at, presses, focuses and clicks everything in the page, and lets off each event that an attribute waits for.
 * @param isPatient gives each click the time to lead somewhere before the next
 */
export function touchEverything(page: Page, isPatient = false): Promise<void> {
  return page.evaluate(async (patient) => {
    const options = { bubbles: true, cancelable: true };
    const point = (element: Element, type: string): void => {
      element.dispatchEvent(
        type.startsWith('pointer') ? new PointerEvent(type, options) : new MouseEvent(type, options),
      );
    };
    const elements = [...document.querySelectorAll('body *')];
    // The reader asks for a card about what is pointed at; the next message brings it.
    const known = document.querySelector('[data-preview="known"]');
    for (const element of elements) {
      for (const { name } of element.attributes)
        if (/^on\w/i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase(), options));
      point(element, 'pointerover');
      point(element, 'mouseover');
    }
    const active = elements.filter((element) =>
      element.matches('a, area, button, input, select, textarea, summary, label, form, [tabindex], [href]'),
    );
    for (const element of active) {
      if (!element.isConnected) continue;
      if (element instanceof HTMLElement || element instanceof SVGElement)
        element.focus({ preventScroll: true });
      for (const type of ['pointerdown', 'mousedown', 'mouseup']) point(element, type);
      for (const type of ['keydown', 'keyup'])
        element.dispatchEvent(new KeyboardEvent(type, { ...options, key: 'Enter' }));
      point(element, 'click');
      if (patient) await new Promise((resolve) => setTimeout(resolve));
    }
    if (known?.isConnected) point(known, 'pointerover');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, isPatient);
}

/** What is in the page that neither the reader nor Markdown makes: elements, handlers, addresses, loading styles. */
export function findIntruders(page: Page, picturesRoot: string): Promise<string[]> {
  return page.evaluate((root) => {
    const elements: Readonly<Record<string, ReadonlySet<string>>> = {
      'http://www.w3.org/1999/xhtml': new Set(
        (
          'a article aside blockquote br button canvas code dd div dl dt em figcaption figure footer h1 h2 h3 h4 h5 ' +
          'h6 header hr img input label li main nav ol output p pre s section span strong sup table tbody td th ' +
          'thead tr ul'
        ).split(' '),
      ),
      'http://www.w3.org/2000/svg': new Set(
        'svg title desc defs marker g rect circle ellipse line path polyline polygon text tspan'.split(' '),
      ),
      'http://www.w3.org/1998/Math/MathML': new Set(
        (
          'math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom ' +
          'menclose msub msup msubsup munder mover munderover mtable mtr mtd mlabeledtr mmultiscripts'
        ).split(' '),
      ),
    };
    const names = new Set(['title', 'aria-label', 'alt', 'placeholder', 'data-preview', 'data-anchor']);
    const found: string[] = [];
    if (document.head.querySelectorAll('script, style, base, meta[http-equiv="refresh"]').length > 0)
      found.push('something in the head');
    for (const element of document.querySelectorAll('body *')) {
      const { localName } = element;
      if (element.matches('body > script:first-of-type[nonce]')) continue;
      if (!elements[element.namespaceURI ?? '']?.has(localName)) {
        found.push(`<${localName}> of ${element.namespaceURI}`);
        continue;
      }
      for (const { name, value } of element.attributes) {
        const plain = value
          // eslint-disable-next-line no-control-regex
          .replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b\u2028\u2029\ufeff]/g, '')
          .toLowerCase();
        const isAddress = !names.has(name);
        if (
          /^on/i.test(name) ||
          /^(?:xlink:href|action|formaction|srcdoc|srcset|background|ping|name|is|slot|nonce)$/i.test(name) ||
          (name === 'href' && value !== '#') ||
          (name === 'src' &&
            !new URL(value, document.baseURI).href.startsWith(root) &&
            !/^(?:blob|data:image\/png)/.test(value)) ||
          (isAddress && /^(?:(?:java|vb)script:|data:text|data:application)/.test(plain)) ||
          (name === 'style' &&
            /url\s*\(|image-set|cross-fade|\\|expression|position\s*:\s*fixed/i.test(value))
        )
          found.push(`${localName}[${name}=${value.slice(0, 80)}]`);
      }
    }
    return [...new Set(found)];
  }, picturesRoot);
}

/** With the real keyboard: through what can have the focus, Enter on each. */
export async function pressThrough(page: Page, stops: number): Promise<void> {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
}
