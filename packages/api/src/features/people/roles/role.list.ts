import { ID } from 'type-graphql';
import { beginsWith, by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice, Role } from '../identity/index.ts';

/** The roles that there are to give at one's own level and below; end users have theirs, and grants bring their own. */
export const roles = list(Role, {
  name: 'roles',
  permission: 'ROLE_READ',
  only: (row, level) => {
    const levels =
      level === 'COMPANY' ? `('COMPANY')` : level === 'RESELLER' ? `('RESELLER', 'COMPANY')` : '';
    return `${row}.kind not in ('END_USER', 'GRANT')${levels && ` and ${row}.level in ${levels}`}`;
  },
  filters: {
    search: beginsWith('name_key'),
    level: choice('level', LevelChoice),
    builtIn: yesOrNo((row) => `(${row}.reseller_id is null)`),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
    /** The built-in ones, and those of one reseller itself or of one company. */
    tenantId: {
      type: () => ID,
      condition: (row, value, statement) =>
        `(${row}.reseller_id is null or coalesce(${row}.company_id, ${row}.reseller_id) = ${statement.bind(value, 'uuid')})`,
    },
  },
  sorts: {
    /** Built-in ones first, from most to least. */
    KIND: [
      {
        sql: (row) =>
          `array_position('{OWNER,TECHNICIAN,FINANCE,READ_ONLY,END_USER,CUSTOM,GRANT}'::text[], ${row}.kind)`,
        type: 'integer',
      },
      by('name_key'),
    ],
    NAME: [by('name_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['KIND', 'ASC'],
});
