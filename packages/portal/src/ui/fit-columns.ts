/** How wide a column is: never below `min` CSS pixels; what is left over is shared by `grow`. */
export type ColumnWidth = { min: number; grow: number };
type Fitting = { width: ColumnWidth; /** 0 stays always; the highest number leaves first when room is short */ rank?: number };

/** Leaves out columns by rank until the rest fits, so that no list ever scrolls sideways. @param room in CSS pixels */
export function fitColumns<C extends Fitting>(columns: readonly C[], room: number): readonly C[] {
  let shown = [...columns];
  const needed = (): number => shown.reduce((sum, { width }) => sum + width.min, 0);
  while (needed() > room) {
    const worst = Math.max(...shown.map(({ rank }) => rank ?? 0));
    if (worst <= 0) break;
    const last = shown.findLastIndex(({ rank }) => (rank ?? 0) === worst);
    shown = shown.filter((_, n) => n !== last);
  }
  return shown;
}

export const gridTemplate = (columns: readonly Fitting[]): string =>
  columns.map(({ width }) => (width.grow === 0 ? `${width.min}px` : `minmax(${width.min}px, ${width.grow}fr)`)).join(' ');
