import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import {
  AuthorityDisclosure,
  DisclosureBasis,
  DisclosureState,
  isKeeper,
  isToTell,
} from './authority-disclosure.entity.ts';

/**
 * What authorities asked, newest first: of whoever was asked, and of those whose people it is about. Who opens one is not put down
 * with the people it is about: that would tell them. [D7]
 */
export const authorityDisclosures = list(AuthorityDisclosure, {
  name: 'authorityDisclosures',
  permission: 'AUTHORITY_DISCLOSURE_READ',
  filters: {
    state: choice('state', DisclosureState),
    basis: choice('basis', DisclosureBasis),
    companyId: equals('company_id'),
    /** They may be told, and have not been. */
    toTell: yesOrNo(isToTell),
    /** It is one's own tenant that was asked. */
    mine: yesOrNo((row) => `(${isKeeper(`${row}.keeper`)})`),
    /** Neither answered nor refused. */
    open: yesOrNo((row) => `(${row}.state in ('RECEIVED', 'APPROVED', 'NARROWED'))`),
  },
  sorts: { RECEIVED_ON: [by('received_on', 'date')] },
  order: ['RECEIVED_ON', 'DESC'],
});
