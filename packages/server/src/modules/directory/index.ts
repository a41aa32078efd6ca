export { addMembers } from './add-members.ts';
export { createGroup } from './create-group.ts';
export { type GivenUser, createUser } from './create-user.ts';
export { directoryRoutes } from './directory.routes.ts';
export { type PersonBehind, expandMembers } from './expand-members.ts';
export { activePeopleBehind, groupsOf } from './groups.store.ts';
export { type UserRow, readUser, readUserByEmail } from './people.store.ts';
export { activePeopleWithRole } from './people-with-role.store.ts';
export { peopleWhoAnswer, peopleWhoManagePartners } from './people-to-tell.ts';
