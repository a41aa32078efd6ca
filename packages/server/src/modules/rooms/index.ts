export { addRooms } from './add-rooms.ts';
export { type AgentNeeds, agentRoutes } from './agents.routes.ts';
export { createGroup } from './create-group.ts';
export { downloadKey } from './download-key.ts';
export { type OnSignals, type RoomRef, type Watching, startHealthWatch, sweepSilentRooms } from './health-watch.ts';
export { roomsRoutes } from './rooms.routes.ts';
export { type RoomRow, findRoom } from './rooms.store.ts';
export { checkScope, countRooms, describeScope } from './scope.ts';
export { type Findings, type Signal, type SignalKey } from './signals.rules.ts';
