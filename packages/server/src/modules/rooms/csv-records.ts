/**
 * One record of a CSV file, or why there is none. `line` is where it begins, 1 for the first line of the file; `torn` has the
 * cells before the one that cannot be read, and as the last what is left of the line as it was written, up to 65,536 characters.
 */
export type CsvRecord = { line: number; cells: string[] } | { line: number; cells?: never; torn: string[]; fault: string };

/** Longest record in characters: an open quote must not take the rest of the file into memory. */
const longestRecord = 65_536;

/**
 * Splits text into the records of RFC 4180: quoted cells may hold delimiters, doubled quotes and line breaks, which become
 * `\n`. Lines end with CRLF, LF or CR. Lines without anything in any cell are passed over but counted.
 *
 * By hand, because csv-parse 7 counts a CRLF inside quotes as two lines, which makes every later line number wrong, and
 * after a misplaced quote does not find the next record. A bad record here ends with its line; the next one is read as usual.
 */
export class CsvRecords {
  readonly #delimiter: string;
  #line = 1;
  #start = 1;
  #cells: string[] = [];
  #cell = '';
  #written = '';
  #size = 0;
  #state: 'start' | 'plain' | 'quoted' | 'closing' | 'broken' = 'start';
  #fault: string | undefined;
  #afterReturn = false;
  #ready: CsvRecord[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The records that end within this piece of text. */
  read(text: string): CsvRecord[] {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at] ?? '';
      const isBreak = character === '\n' || character === '\r';
      if (this.#afterReturn && character === '\n') {
        this.#afterReturn = false;
        from = at + 1;
        continue;
      }
      this.#afterReturn = character === '\r';
      if (!isBreak && character !== '"' && character !== this.#delimiter) {
        if (this.#state === 'start') this.#state = 'plain';
        else if (this.#state === 'closing') this.#break('a quoted cell goes on after its closing quote');
        continue;
      }
      this.#keep(text.slice(from, at));
      from = at + 1;
      if (isBreak) this.#lineBreak();
      else if (character === '"') this.#quote();
      else this.#next(character);
    }
    this.#keep(text.slice(from));
    return this.#take();
  }

  /** What is left when the text has ended. */
  end(): CsvRecord[] {
    if (this.#state === 'quoted') this.#break('a quote is opened and never closed');
    if (this.#state !== 'start' || this.#cells.length > 0) this.#finish();
    return this.#take();
  }

  #keep(text: string): void {
    this.#write(text);
    if (this.#state === 'broken') return;
    this.#cell += text;
    this.#size += text.length + 1;
    if (this.#size > longestRecord)
      this.#break(
        this.#state === 'quoted' ? 'a quote is opened and not closed within 65,536 characters' : 'the line is longer than 65,536 characters',
      );
  }

  /** What a cell looks like in the file, for whoever has to mend it. */
  #write(text: string): void {
    this.#written += text.slice(0, longestRecord - this.#written.length);
  }

  #quote(): void {
    this.#write('"');
    if (this.#state === 'start') this.#state = 'quoted';
    else if (this.#state === 'quoted') this.#state = 'closing';
    else if (this.#state === 'closing') {
      this.#cell += '"';
      this.#state = 'quoted';
    } else this.#break('a quote stands inside a cell that does not begin with one');
  }

  #next(delimiter: string): void {
    if (this.#state === 'broken' || this.#state === 'quoted') {
      this.#write(delimiter);
      if (this.#state === 'quoted') this.#cell += delimiter;
      return;
    }
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#written = '';
    this.#state = 'start';
  }

  #lineBreak(): void {
    this.#line += 1;
    if (this.#state === 'quoted') {
      this.#write('\n');
      this.#cell += '\n';
      return;
    }
    if (this.#state !== 'start' || this.#cells.length > 0) this.#finish();
    this.#start = this.#line;
    this.#size = 0;
  }

  #break(fault: string): void {
    if (this.#state === 'broken') return;
    this.#fault = fault;
    this.#state = 'broken';
    this.#cell = '';
  }

  #finish(): void {
    const cells = [...this.#cells, this.#cell];
    if (this.#fault !== undefined) this.#ready.push({ line: this.#start, torn: [...this.#cells, this.#written], fault: this.#fault });
    else if (cells.some((cell) => cell.trim() !== '')) this.#ready.push({ line: this.#start, cells });
    this.#cells = [];
    this.#cell = '';
    this.#written = '';
    this.#fault = undefined;
    this.#state = 'start';
  }

  #take(): CsvRecord[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}
