import type { Asked } from './asked.ts';

const subscription = 'reference quantity state startsOn retailMinor';

/** The subscriptions of the end user `u`, as written by hand. */
const SUBSCRIPTIONS = `(select row_to_json(page) from (select coalesce(json_agg(node), '[]') as nodes from (
  select s.id, s.reference, s.quantity, s.state, s.starts_on as "startsOn", s.retail_minor as "retailMinor",
    (select node from (select p.name from product p where p.id = s.product_id) node) as product
  from subscription s where s.end_user_id = u.id order by s.created_at desc, s.id desc limit 3) node) page)`;
/** W1: a page of the directory of one company, with the subscriptions of each end user. */
export const directory: Asked = {
  steward: `{ endUsers(first: 50) { nodes { id displayName firstName lastName email jobTitle status createdAt
    subscriptions(first: 3) { nodes { id ${subscription} product { name } } } } } }`,
  postgraphile: `{ endUsers: allEndUsers(first: 50, orderBy: [LAST_KEY_ASC, FIRST_KEY_ASC]) { nodes {
    id: rowId firstName lastName email jobTitle status createdAt
    subscriptions: servicesByResellerIdAndCompanyIdAndEndUserId(first: 3, orderBy: [CREATED_AT_DESC]) {
      nodes { id: rowId ${subscription} product: productByProductId { name } } } } } }`,
  sql: `select row_to_json(answer)::text from (select (select row_to_json(page) from (
      select coalesce(json_agg(node), '[]') as nodes from (
        select u.id, u.first_name || ' ' || u.last_name as "displayName", u.first_name as "firstName", u.last_name as "lastName",
          u.email, u.job_title as "jobTitle", u.status, u.created_at as "createdAt", ${SUBSCRIPTIONS} as subscriptions
        from end_user u order by u.last_key, u.first_key, u.id limit 50) node) page) as "endUsers") answer`,
};

/** The same with sealed numbers, which only the product can open. */
export const sealedDirectory: Asked = {
  ...directory,
  steward: directory.steward.replace('jobTitle', 'mobile'),
};

/** W2: one end user by id, with the same fields. */
export const endUser: Asked = {
  steward: `query ($id: ID!) { endUser(id: $id) { id displayName firstName lastName email jobTitle status createdAt
    subscriptions(first: 3) { nodes { id ${subscription} product { name } } } } }`,
  postgraphile: `query ($id: UUID!) { endUser: endUserByRowId(rowId: $id) {
    id: rowId firstName lastName email jobTitle status createdAt
    subscriptions: servicesByResellerIdAndCompanyIdAndEndUserId(first: 3, orderBy: [CREATED_AT_DESC]) {
      nodes { id: rowId ${subscription} product: productByProductId { name } } } } }`,
  sql: `select row_to_json(answer)::text from (select (select node from (
      select u.id, u.first_name || ' ' || u.last_name as "displayName", u.first_name as "firstName", u.last_name as "lastName",
        u.email, u.job_title as "jobTitle", u.status, u.created_at as "createdAt", ${SUBSCRIPTIONS} as subscriptions
      from end_user u where u.id = $1) node) as "endUser") answer`,
};
