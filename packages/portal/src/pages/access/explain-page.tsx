import { permissionKeys } from '@keyholder/client/lists';
import { Button, Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { Page, PersonAccess, User } from '../../api/shapes.ts';
import { filterList, filtersOf, useSearchState } from '../../app/search.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { type Choice, Picker } from '../../ui/picker.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { useRoomSearch } from '../rooms/room-search.ts';
import { ExplanationView } from './explanation-view.tsx';

const useStyles = makeStyles({ stack: { display: 'grid', gap: '16px', maxWidth: '760px' }, form: { display: 'grid', gap: '16px' } });

/** People one may ask about at a customer: those with access there, and whoever is found in one's own directory. */
function usePeople(customer: string, typed: string): readonly Choice[] {
  const { organization, id, name } = useMe();
  const directory = useMayOpen()(paths.people());
  const { data } = useQuery({
    queryKey: ['c', customer, 'access', 'people', typed],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const [holders, found] = await Promise.all([
        api.get<Page<PersonAccess>>(`/customers/${customer}/access`, { query: { limit: 200 }, signal }),
        directory
          ? api.get<Page<User>>(`/organizations/${organization.id}/users`, { query: { limit: 50, q: typed === '' ? undefined : typed }, signal })
          : { items: [] },
      ]);
      return [
        ...holders.items.map(({ person }): Choice => ({ value: person.id, text: person.name, detail: person.organization.name })),
        ...found.items.map((user): Choice => ({ value: user.id, text: user.name, detail: organization.name })),
      ];
    },
  });
  const all = [{ value: id, text: name, detail: organization.name }, ...(data ?? [])];
  const wanted = typed.toLowerCase();
  return all.filter(
    (one, n) => all.findIndex(({ value }) => value === one.value) === n && `${one.text} ${one.detail ?? ''}`.toLowerCase().includes(wanted),
  );
}

/** Somewhere at the organization, and its rooms by what is typed. */
function useObjects(customer: string, name: string, typed: string): readonly Choice[] {
  const { t } = useTranslation('access');
  const rooms = useRoomSearch(customer, typed);
  const somewhere: Choice = { value: customer, text: t('explain.somewhere', { customer: name }) };
  return [somewhere, ...rooms.map((room): Choice => ({ value: room.id, text: room.name, detail: `${room.city}, ${room.site}` }))];
}

/** Why somebody may do something, or what is missing for it (D48); the question is the address, so it can be sent on. */
export function ExplainPage() {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const term = useTerm();
  const me = useMe();
  const [search, setSearch] = useSearchState();
  const asked = filtersOf(search);
  const places = [me.organization, ...me.customers];
  const place = places.find(({ id }) => id === asked['customer']) ?? me.organization;
  const [draft, setDraft] = useState<{ actor?: Choice; action?: string; object?: Choice }>({});
  const [typed, setTyped] = useState({ actor: '', object: '' });
  const people = usePeople(place.id, typed.actor);
  const objects = useObjects(place.id, place.name, typed.object);
  const chosen = (given: Choice | undefined, id: string | undefined, known: readonly Choice[]): Choice[] => {
    if (given !== undefined) return [given];
    return id === undefined ? [] : [known.find(({ value }) => value === id) ?? { value: id, text: id }];
  };
  const actor = chosen(draft.actor, asked['actor'], people);
  const object = chosen(draft.object, asked['object'], objects);
  const action = draft.action ?? asked['action'] ?? 'rooms.view';
  const [who, what] = [actor[0]?.value, object[0]?.value];
  const single = (next: readonly Choice[]): { only?: Choice } => {
    const only = next.at(-1);
    return only === undefined ? {} : { only };
  };
  return (
    <>
      <PageHeader title={t('explain.title')} text={t('explain.text')} />
      <div className={styles.stack}>
        <Surface>
          <form
            noValidate
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              setSearch({ f: filterList({ customer: place.id, actor: who, action, object: what }) });
            }}
          >
            {places.length > 1 && (
              <Field label={t('mine.where')}>
                <Picker
                  id="customer"
                  label={t('mine.where')}
                  chosen={[{ value: place.id, text: place.name }]}
                  options={places.map(({ id: value, name, domain }) => ({ value, text: name, detail: domain }))}
                  onChange={(next) => {
                    setDraft({});
                    setSearch({ f: filterList({ customer: next.at(-1)?.value, actor: who, action }) });
                  }}
                />
              </Field>
            )}
            <Field label={t('column.person')} required>
              <Picker
                id="actor"
                label={t('column.person')}
                chosen={actor}
                options={people}
                onSearch={(text) => setTyped({ ...typed, actor: text })}
                onChange={(next) => {
                  const { only } = single(next);
                  const { actor: _, ...rest } = draft;
                  setDraft(only === undefined ? rest : { ...rest, actor: only });
                  if (only === undefined) setSearch({ f: filterList({ ...asked, actor: undefined }) });
                }}
              />
            </Field>
            <Field label={t('explain.action')}>
              <Dropdown
                value={term('permission', action)}
                selectedOptions={[action]}
                onOptionSelect={(_, { optionValue }) => optionValue !== undefined && setDraft({ ...draft, action: optionValue })}
              >
                {permissionKeys.map((key) => (
                  <Option key={key} value={key} text={term('permission', key)}>
                    {term('permission', key)}
                  </Option>
                ))}
              </Dropdown>
            </Field>
            <Field label={t('explain.object')} required>
              <Picker
                id="object"
                label={t('explain.object')}
                chosen={object}
                options={objects.filter(({ value, text }) => value !== place.id || text.toLowerCase().includes(typed.object.toLowerCase()))}
                onSearch={(text) => setTyped({ ...typed, object: text })}
                onChange={(next) => {
                  const { only } = single(next);
                  const { object: _, ...rest } = draft;
                  setDraft(only === undefined ? rest : { ...rest, object: only });
                  if (only === undefined) setSearch({ f: filterList({ ...asked, object: undefined }) });
                }}
              />
            </Field>
            <div>
              <Button type="submit" appearance="primary" disabledFocusable={who === undefined || what === undefined}>
                {t('explain.ask')}
              </Button>
            </div>
          </form>
        </Surface>
        {asked['actor'] !== undefined && asked['action'] !== undefined && asked['object'] !== undefined && (
          <ExplanationView actor={asked['actor']} action={asked['action']} object={asked['object']} customer={place.id} />
        )}
      </div>
    </>
  );
}
