import { newId, type ProductParameter } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';
import type { ConnectorKind, ProductUnit } from './product.entity.ts';

const ASKED: ProductParameter = {
  name: 'setting',
  label: 'Setting',
  help: null,
  kind: 'TEXT',
  required: false,
  changeable: true,
  unit: null,
  least: null,
  most: null,
  choices: [],
  pattern: null,
  example: null,
  standard: null,
};

/** A product that is named as its code, with prices in pence a month. */
export async function addProduct(
  { sql }: World,
  code: string,
  given: {
    wholesale?: number;
    retail?: number;
    unit?: ProductUnit;
    connector?: ConnectorKind;
    active?: boolean;
    kind?: string | null;
    parameters?: readonly Partial<ProductParameter>[];
  } = {},
): Promise<string> {
  const id = newId();
  const { wholesale = 100, retail = 200, unit = 'PER_COMPANY', connector = 'MANUAL', active = true } = given;
  const parameters = (given.parameters ?? []).map((one) => ({ ...ASKED, ...one }));
  await sql(
    `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, active, kind,
       parameters, created_at)
     values ($1, $2, $2, 'A service.', 'EMAIL', $3, $4, $5, $6, $7, $8, $9, '2026-01-01')`,
    [id, code, unit, connector, wholesale, retail, active, given.kind ?? null, JSON.stringify(parameters)],
  );
  return id;
}
