import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  tile: { fill: tokens.colorBrandBackground },
  key: { fill: tokens.colorNeutralForegroundOnBrand },
});

export function BrandMark({ size = 28 }: { size?: number }) {
  const styles = useStyles();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className={styles.tile} width="32" height="32" rx="8" />
      <path
        className={styles.key}
        d="M16 6a6 6 0 0 0-2.5 11.45V25l2.5 2 2.5-2-1.5-1.5 1.5-1.5-1.5-1.5 1.5-1.5v-1.55A6 6 0 0 0 16 6Zm0 3.25a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5Z"
      />
    </svg>
  );
}
