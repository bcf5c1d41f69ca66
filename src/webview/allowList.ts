export const HTML = 'http://www.w3.org/1999/xhtml';
export const SVG = 'http://www.w3.org/2000/svg';
export const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Names of elements by their namespace: an `a` of SVG is another thing than one of HTML. */
export type AllowedElements = ReadonlyMap<string | null, ReadonlySet<string>>;

/** Takes out every attribute that is not allowed. */
export function cleanAttributes(
  element: Element,
  allows: (element: Element, name: string, value: string) => boolean,
): void {
  for (const { name, value } of [...element.attributes])
    if (!allows(element, name, value)) element.removeAttribute(name);
}

/** Takes out of what stands in an element all elements that are not listed, and all attributes not allowed. */
export function cleanContent(
  parent: Element,
  elements: AllowedElements,
  allows: (element: Element, name: string, value: string) => boolean,
): void {
  for (const child of [...parent.children]) {
    if (!elements.get(child.namespaceURI)?.has(child.localName)) {
      child.remove();
      continue;
    }
    cleanAttributes(child, allows);
    cleanContent(child, elements, allows);
  }
}
