import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  tile: {
    display: 'inline-grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '0.02em',
    // Drawn, not written: the letters are no part of the name of a button they stand in.
    '::before': { content: 'attr(data-initials)' },
  },
  round: { borderRadius: tokens.borderRadiusCircular },
  tone0: { backgroundColor: tokens.colorPaletteTealBackground2, color: tokens.colorPaletteTealForeground2 },
  tone1: { backgroundColor: tokens.colorPaletteRoyalBlueBackground2, color: tokens.colorPaletteRoyalBlueForeground2 },
  tone2: { backgroundColor: tokens.colorPalettePlumBackground2, color: tokens.colorPalettePlumForeground2 },
  tone3: { backgroundColor: tokens.colorPaletteForestBackground2, color: tokens.colorPaletteForestForeground2 },
  tone4: { backgroundColor: tokens.colorPalettePumpkinBackground2, color: tokens.colorPalettePumpkinForeground2 },
  tone5: { backgroundColor: tokens.colorPaletteSteelBackground2, color: tokens.colorPaletteSteelForeground2 },
});
const tones = ['tone0', 'tone1', 'tone2', 'tone3', 'tone4', 'tone5'] as const;

/** One or two letters; people by first and last name, organizations by their first word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** Decoration beside a name that is written out; the colour follows the id and means nothing. */
export function InitialsTile({ id, name, shape = 'organization' }: { id: string; name: string; shape?: 'organization' | 'person' }) {
  const styles = useStyles();
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return (
    <span
      aria-hidden="true"
      data-initials={initialsOf(name)}
      className={mergeClasses(styles.tile, shape === 'person' && styles.round, styles[tones[sum % tones.length] ?? 'tone0'])}
    />
  );
}
