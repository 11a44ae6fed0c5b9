import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';

@ObjectType({ description: 'Where records of domains are kept, as far as this installation knows.' })
class DnsHost {
  @Field(() => String, {
    nullable: true,
    description: 'A page on which a record is set by a click: it takes `name`, `value` and `back`.',
  })
  recordPage!: string | null;
}

/** Whether the records that prove domains can be set by a click: in the demonstration they can. [U1] */
export const dnsHost = view({
  name: 'dnsHost',
  permission: 'DOMAIN_READ',
  input: input('DnsHostInput', {}),
  type: () => DnsHost,
  async run(_scope, _input, { dns }) {
    return { recordPage: dns.recordPage ?? null };
  },
});
