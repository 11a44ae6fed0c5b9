import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Section } from '../../../ui/Section.tsx';
import type { Tariff } from './TariffPage.tsx';
import { daysText } from './tariff-words.ts';
import { useTariffCustomers } from './use-tariff-customers.ts';

const AssignDocument = graphql(`
  mutation AssignTariff($input: AssignTariffInput!) {
    assignTariff(input: $input) {
      id
    }
  }
`);

const WithdrawDocument = graphql(`
  mutation WithdrawTariff($input: WithdrawTariffInput!) {
    withdrawTariff(input: $input) {
      id
    }
  }
`);

/** Who has a tariff of their own in this one, and from when [B2]. */
export function TariffCustomers({ tariff }: { tariff: Tariff }) {
  const can = useCan();
  const [assigning, setAssigning] = useState(false);
  const withdraw = useSend(WithdrawDocument, 'Tariff');
  const writes = can('PRICE_LIST_WRITE');
  const retail = tariff.kind === 'RETAIL';
  // Ended before it began: it never held.
  const customers = tariff.customers.filter(({ validFrom, validUntil }) => validFrom !== validUntil);
  const nameOf = ({ reseller, company }: Tariff['customers'][number]) =>
    reseller?.name ?? company?.name ?? '';
  return (
    <Section
      title={retail ? 'Companies with this tariff' : 'Resellers with this tariff'}
      actions={
        writes && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAssigning(true)}
          >
            {retail ? 'Give it to a company' : 'Give it to a reseller'}
          </Button>
        )
      }
    >
      {customers.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {tariff.everyone
            ? `Nobody by name: it is for all ${retail ? 'companies' : 'resellers'} that have no tariff of their own.`
            : 'Nobody yet: no call is charged by it.'}
        </Text>
      ) : (
        <FigureTable
          label={retail ? 'Companies' : 'Resellers'}
          head={[retail ? 'Company' : 'Reseller', 'Holds', ...(writes ? [''] : [])]}
          numeric={[]}
          rows={customers.map((customer) => ({
            key: customer.id,
            cells: [
              nameOf(customer),
              daysText(customer.validFrom, customer.validUntil),
              ...(writes
                ? [
                    customer.validUntil === null && (
                      <ConfirmButton
                        key="end"
                        size="compact-xs"
                        title={`End this tariff for ${nameOf(customer)}?`}
                        consequence="Calls that begin from today on are charged by the tariff for everyone, or held if there is none."
                        confirmLabel="End from today"
                        onConfirm={async () => {
                          await withdraw({ input: { customerId: customer.id } });
                          notifications.show({ message: `${nameOf(customer)} no longer has this tariff.` });
                        }}
                      >
                        End
                      </ConfirmButton>
                    ),
                  ]
                : []),
            ],
          }))}
        />
      )}
      {assigning && <AssignTariff tariff={tariff} onClose={() => setAssigning(false)} />}
    </Section>
  );
}

function AssignTariff({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const assign = useSend(AssignDocument, 'Tariff');
  const retail = tariff.kind === 'RETAIL';
  const form = useSubmitForm({
    initialValues: { customerId: null as string | null, validFrom: today() },
    schema: z.object({
      customerId: z.string('Must be chosen.'),
      validFrom: z.string().min(1, 'Must be filled in.'),
    }),
    send: ({ customerId, validFrom }) =>
      assign({
        input: { tariffId: tariff.id, [retail ? 'companyId' : 'resellerId']: customerId, validFrom },
      }),
    onDone: () => {
      notifications.show({ message: 'From that day on calls are charged by this tariff.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const choices = useTariffCustomers(retail, values.customerId ?? undefined);
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Give ${tariff.name} to a ${retail ? 'company' : 'reseller'}`}
      submitLabel="Give this tariff"
      form={form}
      summary={
        <FormSummary
          facts={[['From', values.validFrom ? date(values.validFrom) : null]]}
          effects={[
            'Calls that begin from that day on are charged by it; a tariff that was given before ends there.',
          ]}
        />
      }
    >
      <FoundSelect
        label={retail ? 'Company' : 'Reseller'}
        placeholder="Type its name"
        required
        choices={choices}
        {...getInputProps('customerId')}
      />
      <DayField label="First day" required min={today()} {...getInputProps('validFrom')} />
    </FormModal>
  );
}
