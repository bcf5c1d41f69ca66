/** Jobs in two lanes: an urgent one is always taken before a patient one, and within a lane the oldest first. */
export class JobQueue<T extends { readonly id: number }> {
  readonly #urgent = new Map<number, T>();
  readonly #patient = new Map<number, T>();

  push(job: T, urgent: boolean): void {
    (urgent ? this.#urgent : this.#patient).set(job.id, job);
  }

  /** Takes the next job; with `urgentOnly`, leaves patient ones where they are. */
  next(urgentOnly = false): T | undefined {
    for (const lane of urgentOnly ? [this.#urgent] : [this.#urgent, this.#patient]) {
      const first = lane.values().next();
      if (first.done) continue;
      lane.delete(first.value.id);
      return first.value;
    }
    return undefined;
  }

  /** True when the job was still waiting. */
  remove(id: number): boolean {
    return this.#urgent.delete(id) || this.#patient.delete(id);
  }

  clear(): void {
    this.#urgent.clear();
    this.#patient.clear();
  }
}
