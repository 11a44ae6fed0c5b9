import { setting } from '../../../kernel/protection.ts';
import { Computed, column, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';
import { ownOfSeller } from '../contacts/index.ts';

/** The name of a colleague, as whoever reads may see them. */
export const colleague = (id: string): string =>
  `select concat_ws(' ', m.first_name, m.last_name) from membership m where m.id = ${id}`;

/**
 * A form that stands on web sites of the operator or a reseller. Its id is public; which sites may show it is said here. Nothing of it is
 * personal. [S4]
 */
@Table('enquiry_form', {
  data: { kept: 'WHILE_USED', none: 'name sites privacyUrl createdAt retiredAt' },
  area: 'support',
  ownRight: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', worker: 's', gate: 's' },
  rows: { platform: ownOfSeller },
  impersonal: ['name', 'sites'],
})
export class EnquiryForm {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @column('text[]', () => [String], {
    description: 'Which web sites may show it, such as https://www.example.com.',
  })
  sites!: string[];
  @Text({ description: 'Where the privacy notice stands that it links to.' }) privacyUrl!: string;
  @Ref({ nullable: true }) ownerId!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true, description: 'It takes no enquiries any more.' }) retiredAt!: Date | null;

  @Computed(
    () => String,
    (row) => colleague(`${row}.owner_id`),
    {
      nullable: true,
      description: 'Whose enquiries they are at first; none: whoever takes them.',
    },
  )
  ownerName!: string | null;
  @Computed(
    () => Boolean,
    (row) => `${row}.owner_id = ${setting('membership_id')}`,
  )
  mine!: boolean | null;
}
