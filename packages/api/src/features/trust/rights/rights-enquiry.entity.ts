import { Choice, Day, enumeration, Key, Moment, Ref, Sealed, Table } from '../../../kernel/table.ts';
import { RightsKind } from './rights-kinds.ts';

export const RightsEnquiryState = enumeration('RightsEnquiryState', {
  WAITING: 'WAITING',
  ROUTED: 'ROUTED',
  CLOSED: 'CLOSED',
});
export type RightsEnquiryState = keyof typeof RightsEnquiryState;

/**
 * What somebody asked on the public form and no work address says which company is meant: staff of the platform find out, or
 * close it. Who asks, and what, is personal; nothing of it has been checked. [D2] [S85]
 */
@Table('rights_enquiry', {
  data: {
    kept: 'PROOF',
    since: 'closedAt',
    ends: 'row',
    VISITOR: {
      for: 'RIGHTS',
      IDENTITY: 'personName personEmail organisation',
      CONTENT: 'facts note',
      SERVICE: 'kind state receivedOn dueOn createdAt closedAt',
    },
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: the time that the law gives runs all the same',
  may: { platform: 'su', worker: 'si' },
  impersonal: ['kind', 'state', 'receivedOn'],
})
export class RightsEnquiry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(RightsKind) kind!: RightsKind;
  @Choice(RightsEnquiryState) state!: RightsEnquiryState;
  @Day() receivedOn!: string;
  @Day({ description: 'By when whoever is meant has to answer, by the holidays of England and Wales.' })
  dueOn!: string;
  @Sealed() personName!: string;
  @Sealed() personEmail!: string;
  @Sealed({ nullable: true, description: 'Whom they think it is about.' }) organisation!: string | null;
  @Sealed({ nullable: true }) facts!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) closedAt!: Date | null;
  @Sealed({ nullable: true, description: 'Why it was closed.' }) note!: string | null;
}
