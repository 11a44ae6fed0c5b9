import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { words } from '../../../lib/words.ts';
import { type Deed, useDeed } from '../../../ui/use-deed.ts';

const CheckDocument = graphql(`
  mutation CheckVatNumber($input: CheckVatNumberInput!) {
    checkVatNumber(input: $input) {
      id
      answer
      register
    }
  }
`);

/** Asks HMRC or VIES about a customer's number, and says what was answered. */
export function useCheck(): Deed<[customer: { companyId: string } | { resellerId: string }]> {
  const send = useSend(CheckDocument, 'VatNumberCheck');
  return useDeed(
    async (customer) => {
      const { checkVatNumber } = await send({ input: customer });
      const { answer, register } = checkVatNumber;
      notifications.show({
        message:
          answer === 'NOT_ANSWERED' ? `${register} has not answered.` : `${register}: ${words(answer)}.`,
        ...(answer === 'REGISTERED' ? {} : { color: 'orange' }),
      });
    },
    ({ message }) => notifications.show({ color: 'red', message }),
  );
}
