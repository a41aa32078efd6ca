import { generatePermissions } from './generate/permissions.ts';

generatePermissions();
