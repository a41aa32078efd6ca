import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';

/** What a piece of a bar means; each has a pattern of its own besides its colour. */
export type Mark = 'good' | 'warning' | 'important' | 'unknown' | 'nothing';
export type Piece = { mark: Mark; value: number };

const useStyles = makeStyles({
  bar: { display: 'block', width: '100%', overflow: 'hidden', borderRadius: tokens.borderRadiusMedium, forcedColorAdjust: 'none' },
  swatch: {
    display: 'inline-block',
    width: '18px',
    height: '18px',
    flexShrink: 0,
    verticalAlign: 'text-bottom',
    borderRadius: tokens.borderRadiusSmall,
  },
  good: { fill: tokens.colorStatusSuccessBackground3 },
  warning: { fill: tokens.colorStatusWarningBackground3 },
  important: { fill: tokens.colorStatusDangerBackground3 },
  unknown: { fill: tokens.colorNeutralForeground4 },
  nothing: { fill: tokens.colorNeutralBackground4 },
  line: { stroke: tokens.colorNeutralBackground1, strokeWidth: '2' },
  dot: { fill: tokens.colorNeutralBackground1 },
  faint: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1' },
  gap: { fill: tokens.colorNeutralBackground1 },
});

/** Stripes, grid, dots and thin stripes over the colour: told apart in greyscale and in print. */
function Patterns({ base }: { base: string }) {
  const styles = useStyles();
  const size = { width: 8, height: 8, patternUnits: 'userSpaceOnUse' } as const;
  return (
    <defs>
      <pattern id={`${base}warning`} {...size} patternTransform="rotate(45)">
        <rect width="8" height="8" className={styles.warning} />
        <line x1="1" y1="0" x2="1" y2="8" className={styles.line} />
      </pattern>
      <pattern id={`${base}important`} {...size}>
        <rect width="8" height="8" className={styles.important} />
        <path d="M0 4h8M4 0v8" className={styles.line} />
      </pattern>
      <pattern id={`${base}unknown`} {...size}>
        <rect width="8" height="8" className={styles.unknown} />
        <circle cx="4" cy="4" r="1.5" className={styles.dot} />
      </pattern>
      <pattern id={`${base}nothing`} {...size} patternTransform="rotate(-45)">
        <rect width="8" height="8" className={styles.nothing} />
        <line x1="1" y1="0" x2="1" y2="8" className={styles.faint} />
      </pattern>
    </defs>
  );
}

const fillOf = (mark: Mark, base: string, plain: string) => (mark === 'good' ? { className: plain } : { fill: `url(#${base}${mark})` });

/** Each piece with what lies before it; the last one first, so that a sliver is drawn over its neighbour and not under it. */
const placed = (pieces: readonly Piece[]): (Piece & { start: number })[] =>
  pieces
    .map((piece, n) => ({ ...piece, start: pieces.slice(0, n).reduce((sum, { value }) => sum + value, 0) }))
    .filter(({ value }) => value > 0)
    .reverse();

/**
 * Parts of a whole as one bar. It says nothing that the words or numbers beside it do not say, so it is hidden from those who listen.
 * @param whole the length of the full bar; usually the sum of the pieces
 */
export function ShareBar({ pieces, whole, height = 14 }: { pieces: readonly Piece[]; whole: number; height?: number }) {
  const styles = useStyles();
  const base = useId();
  return (
    <svg className={styles.bar} height={height} aria-hidden="true" focusable="false">
      <Patterns base={base} />
      {whole > 0 &&
        placed(pieces).map(({ mark, value, start }) => {
          const at = `${(start / whole) * 100}%`;
          // What is there at all can be seen.
          const width = `max(${(value / whole) * 100}%, 3px)`;
          return (
            <g key={mark}>
              <rect x={at} style={{ width }} height={height} {...fillOf(mark, base, styles.good)} />
              {start > 0 && <rect x={at} width="1" height={height} className={styles.gap} />}
            </g>
          );
        })}
    </svg>
  );
}

/** The same pattern beside its name. */
export function Swatch({ mark }: { mark: Mark }) {
  const styles = useStyles();
  const base = useId();
  return (
    <svg className={styles.swatch} width={18} height={18} aria-hidden="true" focusable="false">
      <Patterns base={base} />
      <rect width="18" height="18" {...fillOf(mark, base, styles.good)} />
    </svg>
  );
}
