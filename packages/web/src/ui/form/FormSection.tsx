import { Fieldset, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FormSection.module.css';

interface FormSectionProps {
  title: string;
  description?: string;
  children: ReactNode;
}

/** Fields that belong together, two in a row where there is room. Give a field `data-wide` to span both. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <Fieldset legend={title} className={classes.section} radius="md">
      {description && (
        <Text c="dimmed" fz="sm" mb="sm">
          {description}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm" className={classes.grid}>
        {children}
      </SimpleGrid>
    </Fieldset>
  );
}
