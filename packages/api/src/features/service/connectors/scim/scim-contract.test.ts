import { describe } from 'vitest';
import { connectorContract } from '../testing/connector-contract.ts';
import { startScim } from '../testing/scim-server.ts';
import { scim } from './scim.ts';

describe('an application that keeps to the standard', () =>
  connectorContract(scim, () => startScim({ schemas: true, versions: true, saysGroups: true })));
// In all of these at once, so that what helps against one is in nobody else's way.
describe('an application of many habits', () =>
  connectorContract(
    scim,
    () =>
      startScim(
        {
          activeAsText: true,
          noPatch: 'found',
          filters: 'ignored',
          noTotal: true,
          page: 40,
          drops: ['entitlements'],
          noAbilities: true,
        },
        { notes: 'EXTERNAL_ID', removal: 'CLOSE', activeAs: 'TEXT' },
      ),
    4,
  ));
