import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { ChangeEvents, EventModes, Terms } from '../../api/shapes.ts';

/** The terms of delegation in force, in every language of the portal (D07). */
export const useTerms = () => useQuery({ queryKey: ['me', 'terms'], queryFn: ({ signal }) => api.get<Terms>('/terms', { signal }) });

/** The acts of a partner that a customer may want to approve (D05). */
export const useChangeEvents = () =>
  useQuery({ queryKey: ['me', 'change-events'], queryFn: ({ signal }) => api.get<ChangeEvents>('/change-events', { signal }) });

/** How many events wait for approval: all that are not named are automatic. */
export const manualIn = (modes: EventModes): number => Object.values(modes).filter((mode) => mode === 'manual').length;
