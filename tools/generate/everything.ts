import { createTestDatabase, startTestServer } from '../../tests/support/postgres.ts';
import { generateClientLists } from './client-lists.ts';
import { generateClientTypes } from './client-types.ts';
import { generateDatabaseTypes } from './database-types.ts';
import { generateErrorsPage } from './errors-page.ts';
import type { Generated } from './generated.ts';
import { generateOpenapi } from './openapi.ts';
import { generatePermissions } from './permissions.ts';
import { generateSchemaDump } from './schema-dump.ts';

/** What follows from the contract and the case files alone. */
export async function generateFromContract(): Promise<Generated[]> {
  const openapi = generateOpenapi();
  return [generatePermissions(), openapi, await generateClientTypes(openapi), generateClientLists(), generateErrorsPage()];
}

/** What follows from the migrations: they are run on an empty embedded database, which is thrown away. */
export async function generateFromMigrations(): Promise<Generated[]> {
  const stop = await startTestServer();
  try {
    const database = await createTestDatabase();
    try {
      return await Promise.all([generateSchemaDump(database.adminUrl), generateDatabaseTypes(database.adminUrl)]);
    } finally {
      await database.drop();
    }
  } finally {
    await stop();
  }
}
