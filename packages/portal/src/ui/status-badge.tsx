import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import type { ComponentType } from 'react';
import type {
  AuditOutcome,
  ChangeRequestState,
  EnrolmentState,
  Health,
  IncidentState,
  InvitationState,
  RelationshipState,
  Severity,
} from '../api/shapes.ts';
import type { ColumnWidth } from './fit-columns.ts';
import { useTerm } from './term.ts';
import { widthFor } from './text-width.ts';

type Tone = 'good' | 'bad' | 'caution' | 'waiting' | 'open' | 'over' | 'unknown';

const icons: Record<Tone, ComponentType<{ fontSize: number; 'aria-hidden': true }>> = {
  good: CheckmarkCircleFilled,
  bad: ErrorCircleFilled,
  caution: WarningFilled,
  waiting: ClockRegular,
  open: CircleRegular,
  over: DismissCircleRegular,
  unknown: QuestionCircleRegular,
};

const useStyles = makeStyles({
  badge: { display: 'inline-flex', alignItems: 'center', gap: '6px', maxWidth: '100%', verticalAlign: 'middle' },
  icon: { flexShrink: 0, display: 'inline-flex' },
  word: { overflow: 'hidden', textOverflow: 'ellipsis' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  caution: { color: tokens.colorStatusWarningForeground1 },
  waiting: { color: tokens.colorBrandForeground1 },
  open: { color: tokens.colorNeutralForeground2 },
  over: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorNeutralForeground3 },
});

/** An icon and a word; the colour only helps (portal.md section 5: nothing is lost in greyscale). */
function Badge({
  tone,
  word,
  icon: Icon = icons[tone],
}: {
  tone: Tone;
  word: string;
  icon?: ComponentType<{ fontSize: number; 'aria-hidden': true }>;
}) {
  const styles = useStyles();
  return (
    <span className={styles.badge}>
      <span className={mergeClasses(styles.icon, styles[tone])}>
        <Icon fontSize={18} aria-hidden />
      </span>
      <span className={styles.word}>{word}</span>
    </span>
  );
}

/** The tone of each value; a new value of the API does not compile until it has one. */
const tones = {
  health: { healthy: 'good', important: 'bad', warning: 'caution', unknown: 'unknown', 'not-monitored': 'over' } satisfies Record<Health, Tone>,
  severity: { important: 'bad', warning: 'caution' } satisfies Record<Severity, Tone>,
  incident: { needs_action: 'bad', investigating: 'open', waiting: 'waiting', resolved: 'good', closed: 'over' } satisfies Record<
    IncidentState,
    Tone
  >,
  invitation: { pending: 'waiting', accepted: 'good', declined: 'over', cancelled: 'over', expired: 'over' } satisfies Record<InvitationState, Tone>,
  relationship: { active: 'good', unattended: 'caution', ended: 'over' } satisfies Record<RelationshipState, Tone>,
  change: {
    pending: 'waiting',
    applied: 'good',
    rejected: 'bad',
    withdrawn: 'over',
    refused: 'bad',
    stale: 'caution',
    expired: 'over',
    cancelled: 'over',
  } satisfies Record<ChangeRequestState, Tone>,
  enrolment: { none: 'over', waiting: 'waiting', enrolled: 'good', key_expired: 'caution' } satisfies Record<EnrolmentState, Tone>,
  outcome: { done: 'good', refused: 'bad', requested: 'waiting' } satisfies Record<AuditOutcome, Tone>,
};

type Tones = typeof tones;
type Props = { [K in keyof Tones]: { kind: K; value: keyof Tones[K] } }[keyof Tones];

/** A state in words, e.g. `<StatusBadge kind="health" value={room.health} />`. */
export function StatusBadge(props: Props) {
  const term = useTerm();
  const table: Readonly<Record<string, Tone>> = tones[props.kind];
  const icon = props.kind === 'health' && props.value === 'not-monitored' ? { icon: SubtractCircleRegular } : {};
  return <Badge tone={table[props.value] ?? 'unknown'} word={term(props.kind, props.value)} {...icon} />;
}

/** The width of a column of badges of one kind. @param title what stands above them */
export function useBadgeWidth(): (kind: keyof Tones, title: string) => ColumnWidth {
  const term = useTerm();
  return (kind, title) => widthFor([title, ...Object.keys(tones[kind]).map((value) => term(kind, value))], 26);
}
