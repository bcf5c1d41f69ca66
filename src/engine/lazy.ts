/** A value made when it is first asked for, once; a failure to make it is kept too, until `forget`. */
export class Lazy<T> {
  readonly #make: () => Promise<T>;
  #value: Promise<T> | null = null;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  get started(): boolean {
    return this.#value !== null;
  }

  get(): Promise<T> {
    this.#value ??= this.#make();
    return this.#value;
  }

  forget(): void {
    this.#value = null;
  }
}
