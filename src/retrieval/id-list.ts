/** Ids in one buffer, so that a hundred thousand of them are loaded without making a string. */
export class IdList {
  /** UTF-16 units of all ids, one after the other. */
  readonly units: Uint16Array;
  /** Where id i begins in `units`; one longer than there are ids. */
  readonly starts: Uint32Array;
  #all: readonly string[] | undefined;

  constructor(units: Uint16Array, starts: Uint32Array) {
    this.units = units;
    this.starts = starts;
  }

  static of(ids: readonly string[]): IdList {
    const starts = new Uint32Array(ids.length + 1);
    ids.forEach((id, i) => {
      starts[i + 1] = starts[i]! + id.length;
    });
    const units = new Uint16Array(starts[ids.length]!);
    ids.forEach((id, i) => {
      for (let at = 0; at < id.length; at++) units[starts[i]! + at] = id.charCodeAt(at);
    });
    return new IdList(units, starts);
  }

  get length(): number {
    return this.starts.length - 1;
  }

  at(i: number): string {
    let id = '';
    for (let at = this.starts[i]!; at < this.starts[i + 1]!; at++) id += String.fromCharCode(this.units[at]!);
    return id;
  }

  /** All of them, in order. */
  all(): readonly string[] {
    this.#all ??= Array.from({ length: this.length }, (_, i) => this.at(i));
    return this.#all;
  }
}
