import { Button, makeStyles, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { NewRoom, Room } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useHref } from '../../app/link.tsx';
import { paths } from '../../paths.ts';
import { toast } from '../../shell/toast-store.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { missingIn } from './room-draft.ts';
import { GroupsField, PlaceFields } from './room-fields.tsx';
import { useRoomGroups } from './use-places.ts';

const useStyles = makeStyles({
  devices: { flexWrap: 'wrap' },
  stack: { display: 'grid', gap: '20px', maxWidth: '720px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const devices = ['console', 'board', 'pc'] as const;
type Draft = {
  name: string;
  country: string;
  city: string;
  site: string;
  notes: string;
  device: (typeof devices)[number];
  groups: readonly string[];
};
const nothing: Draft = { name: '', country: '', city: '', site: '', notes: '', device: 'console', groups: [] };

const bodyOf = ({ name, country, city, site, notes, device, groups }: Draft): NewRoom => ({
  name: name.trim(),
  country,
  city: city.trim(),
  site: site.trim(),
  device,
  ...(notes.trim() === '' ? {} : { notes }),
  ...(groups.length === 0 ? {} : { groups: [...groups] }),
});

/** Adds one room; its main device is a console, a board or a PC (D75). */
export function NewRoomPage() {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui', 'problems']);
  const term = useTerm();
  const href = useHref();
  const navigate = useNavigate();
  const { organization } = useMe();
  const { scope, key } = usePageScope();
  const [draft, setDraft] = useState(nothing);
  const [tried, setTried] = useState(false);
  const groups = useRoomGroups(organization.id, 'wanted');
  const write = useWrite<NewRoom, Room>(
    (body, idempotencyKey) => api.send<Room>('POST', `/customers/${organization.id}/rooms`, { body, idempotencyKey }),
    [key('rooms'), key('places'), key('room-groups'), key('audit')],
    (answer) => {
      if (answer.kind !== 'done') return;
      toast(t('new.done', { room: answer.value.name }));
      // What was typed is saved: there is nothing to ask about on leaving.
      void navigate({ to: paths.room(scope, answer.value.id), search: { tab: 'key' }, ignoreBlocker: true });
    },
  );
  const save = (): void => {
    setTried(true);
    if (missingIn(draft, '').length === 0) write.run(bodyOf(draft));
  };
  return (
    <>
      <PageHeader title={t('new.title')} crumbs={[{ text: t('title'), to: paths.rooms(scope) }]} />
      <LeaveGuard unsaved={JSON.stringify(draft) !== JSON.stringify(nothing)} />
      <div className={styles.stack}>
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('new.becomesVisible')}</MessageBarBody>
        </MessageBar>
        {write.problem?.code === 'would_widen_delegation' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('new.wouldWiden')}</MessageBarBody>
          </MessageBar>
        )}
        <Surface>
          <Form errors={tried ? missingIn(draft, t('problems:field.required')) : []} problem={write.problem} onSubmit={save}>
            <PlaceFields customer={organization.id} draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
            <FormField pointer="/device" label={t('column.device')} hint={t('new.deviceHint')}>
              {(control) => (
                <RadioGroup
                  {...control}
                  layout="horizontal"
                  className={styles.devices}
                  value={draft.device}
                  onChange={(_, { value }) => setDraft({ ...draft, device: devices.find((each) => each === value) ?? 'console' })}
                >
                  {devices.map((device) => (
                    <Radio key={device} value={device} label={term('device', device)} />
                  ))}
                </RadioGroup>
              )}
            </FormField>
            {groups !== undefined && groups.length > 0 && (
              <GroupsField groups={groups} chosen={draft.groups} onChange={(chosen) => setDraft({ ...draft, groups: chosen })} />
            )}
            <div className={styles.actions}>
              <Button appearance="primary" type="submit" disabledFocusable={write.pending} aria-busy={write.pending}>
                {write.pending ? t('ui:form.saving') : t('new.button')}
              </Button>
              <Button as="a" {...href(paths.rooms(scope))}>
                {t('ui:form.cancel')}
              </Button>
            </div>
          </Form>
        </Surface>
      </div>
    </>
  );
}
