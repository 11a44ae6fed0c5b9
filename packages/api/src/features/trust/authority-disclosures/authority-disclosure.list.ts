import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { today } from '../../../kernel/protection.ts';
import { AuthorityDisclosure, DisclosureBasis, DisclosureState } from './authority-disclosure.entity.ts';

/** What authorities asked, newest first: of whoever was asked, and of those whose people it is about. [D7] */
export const authorityDisclosures = list(AuthorityDisclosure, {
  name: 'authorityDisclosures',
  permission: 'AUTHORITY_DISCLOSURE_READ',
  filters: {
    state: choice('state', DisclosureState),
    basis: choice('basis', DisclosureBasis),
    companyId: equals('company_id'),
    /** They may be told, and have not been. */
    toTell: yesOrNo(
      (row) =>
        `(${row}.state = 'ANSWERED' and ${row}.told_on is null and ${row}.may_tell_on is not null and ${row}.may_tell_on <= ${today})`,
    ),
  },
  sorts: { RECEIVED_ON: [by('received_on', 'date')] },
  order: ['RECEIVED_ON', 'DESC'],
});
