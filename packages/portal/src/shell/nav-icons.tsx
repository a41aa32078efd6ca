import { ArrowSyncCircleRegular } from '@fluentui/react-icons/svg/arrow-sync-circle';
import { BuildingPeopleRegular } from '@fluentui/react-icons/svg/building-people';
import { ClipboardTaskRegular } from '@fluentui/react-icons/svg/clipboard-task';
import { ConferenceRoomRegular } from '@fluentui/react-icons/svg/conference-room';
import { DataBarVerticalRegular } from '@fluentui/react-icons/svg/data-bar-vertical';
import { GaugeRegular } from '@fluentui/react-icons/svg/gauge';
import { GroupListRegular } from '@fluentui/react-icons/svg/group-list';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { KeyMultipleRegular } from '@fluentui/react-icons/svg/key-multiple';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { PersonMailRegular } from '@fluentui/react-icons/svg/person-mail';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { ShieldKeyholeRegular } from '@fluentui/react-icons/svg/shield-keyhole';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ComponentType } from 'react';
import type { NavKey } from './navigation.ts';

export const navIcons: Record<NavKey, ComponentType<{ fontSize: number }>> = {
  dashboard: GaugeRegular,
  rooms: ConferenceRoomRegular,
  roomGroups: GroupListRegular,
  rings: ArrowSyncCircleRegular,
  incidents: WarningRegular,
  changes: ClipboardTaskRegular,
  audit: HistoryRegular,
  reports: DataBarVerticalRegular,
  people: PeopleRegular,
  groups: PeopleTeamRegular,
  directoryRoles: PersonKeyRegular,
  partners: HandshakeRegular,
  roles: ShieldKeyholeRegular,
  access: KeyMultipleRegular,
  organizationSettings: SettingsRegular,
  tenants: BuildingPeopleRegular,
  tenantManagers: PersonMailRegular,
};
