import type { ColumnWidth } from './fit-columns.ts';

const fontSize = 14;
/** Left and right of what stands in a cell of a `DataTable`. */
const cellPadding = 16;

const measured = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

/** How wide a line of ordinary text is, in CSS pixels. */
function textWidth(text: string): number {
  const known = measured.get(text);
  if (known !== undefined) return known;
  if (pen === undefined) {
    pen = document.createElement('canvas').getContext('2d');
    const { fontFamily } = getComputedStyle(document.getElementById('main') ?? document.body);
    if (pen) pen.font = `${fontSize}px ${fontFamily}`;
  }
  const width = pen?.measureText(text).width ?? (text.length * fontSize) / 2;
  measured.set(text, width);
  return width;
}

/**
 * A column that is as wide as the widest of what can stand in it, and no wider, in any language.
 * @param beside what stands beside the text, such as an icon with its gap; in CSS pixels
 */
export const widthFor = (texts: readonly string[], beside = 0): ColumnWidth => ({
  min: Math.ceil(Math.max(...texts.map(textWidth)) + beside) + cellPadding,
  grow: 0,
});
