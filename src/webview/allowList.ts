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
  elements: ReadonlySet<string>,
  allows: (element: Element, name: string, value: string) => boolean,
): void {
  for (const child of [...parent.children]) {
    if (!elements.has(child.localName)) {
      child.remove();
      continue;
    }
    cleanAttributes(child, allows);
    cleanContent(child, elements, allows);
  }
}
