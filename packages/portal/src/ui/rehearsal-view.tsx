import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../api/shapes.ts';
import { useFormat } from '../i18n/format.ts';
import { type PlainColumn, PlainTable } from './plain-table.tsx';
import { type AccessLine, type MarkedLine, markChanges } from './rehearsal-marks.ts';
import { useRoleWords } from './role-words.ts';
import { useTerm } from './term.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '6px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
  gone: { textDecorationLine: 'line-through' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  summary: { cursor: 'pointer', minHeight: '24px' },
});

/** So many people stand by name; of more the number. */
const mostNamed = 100;
/** So many permissions stand in a line; more unfold. */
const mostSpelled = 3;

type Props = {
  picture: Rehearsal;
  /** The picture that was confirmed and had changed by then; differences are marked. */
  former: Rehearsal | undefined;
};

/** Who gains and who loses what by an act, by name, before it is done (D53). */
export function RehearsalView({ picture, former }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const { leftOut = 0 } = picture;
  const unnamed = leftOut > 0 && <p className={styles.text}>{t('effects.leftOut', { count: leftOut })}</p>;
  if (picture.gains.length + picture.loses.length === 0 && former === undefined)
    return unnamed === false ? <p className={styles.text}>{t('effects.none')}</p> : unnamed;
  return (
    <>
      {unnamed}
      {picture.gains.length + (former?.gains.length ?? 0) > 0 && (
        <section className={styles.part}>
          <h3 className={styles.heading}>{t('effects.gains', { count: picture.gains.length })}</h3>
          <AccessLines label={t('effects.gainsTable')} now={picture.gains} former={former?.gains} />
        </section>
      )}
      {picture.loses.length + (former?.loses.length ?? 0) > 0 && (
        <section className={styles.part}>
          <h3 className={styles.heading}>{t('effects.loses', { count: picture.loses.length })}</h3>
          <AccessLines label={t('effects.losesTable')} now={picture.loses} former={former?.loses} />
        </section>
      )}
    </>
  );
}

/** People with what they gain or lose; nothing at all where there is nobody. */
export function AccessLines({ label, now, former }: { label: string; now: readonly AccessLine[]; former: readonly AccessLine[] | undefined }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const roles = useRoleWords();
  const lines = markChanges(now, former);
  if (lines.length === 0) return null;
  const shown = lines.slice(0, mostNamed);
  const key = ({ person, mark }: MarkedLine): string => `${person.id} ${mark}`;
  const who = ({ person, mark }: MarkedLine) => (
    <>
      <span className={mark === 'gone' ? styles.gone : ''}>{person.name}</span>{' '}
      {mark !== 'same' && (
        <Badge appearance="tint" color="warning">
          {t(`effects.mark.${mark}`)}
        </Badge>
      )}
      <div className={styles.quiet}>{person.organization.name}</div>
    </>
  );
  const columns: PlainColumn<MarkedLine>[] = [
    { id: 'person', title: t('effects.person'), cell: who },
    { id: 'through', title: t('effects.through'), cell: ({ through }) => roles(through) },
    ...(lines.some(({ permissions }) => permissions !== undefined)
      ? [{ id: 'permissions', title: t('effects.permissions'), cell: ({ permissions = [] }: MarkedLine) => <Permissions keys={permissions} /> }]
      : []),
    {
      id: 'rooms',
      title: t('effects.rooms'),
      align: 'end',
      cell: ({ rooms, mark }) => (mark === 'gone' ? '–' : t('roomCount', { count: rooms })),
    },
  ];
  return (
    <>
      <PlainTable label={label} rows={shown} rowKey={key} columns={columns} />
      {lines.length > mostNamed && <p className={styles.text}>{t('effects.more', { count: lines.length - mostNamed })}</p>}
    </>
  );
}

/** Permissions in words; a directory role stands for all that comes with it at home. */
function Permissions({ keys }: { keys: readonly string[] }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const format = useFormat();
  const term = useTerm();
  const roles = keys.filter((key) => !key.includes('.')).map((key) => term('role', key));
  const acts = keys.filter((key) => key.includes('.')).map((key) => term('permission', key));
  const words = [roles, acts].flatMap((names, n) => (names.length === 0 ? [] : [n === 0 ? format.list(names) : format.acts(names)])).join('; ');
  if (keys.length <= mostSpelled) return <>{words}</>;
  return (
    <details>
      <summary className={styles.summary}>{t('effects.permissionCount', { count: keys.length })}</summary>
      {words}
    </details>
  );
}
