import { expect, test } from 'vitest';
import { checkFields, faultsOf } from './faults.ts';

const t = (key: string, values?: object) => (values ? `${key} ${JSON.stringify(values)}` : key);
const field = (name: string, value: string, more: object = {}) => ({
  name,
  value,
  type: 'text',
  required: true,
  minLength: -1,
  disabled: false,
  ...more,
});

test('an empty field that is needed is named, one that is not is left alone', () => {
  const elements = [field('name', '  '), field('days', '', { required: false })];
  expect(checkFields({ elements }, t)).toEqual({ name: 'shell.form.required' });
});

test('an address without its domain is no address', () => {
  const check = (value: string) => checkFields({ elements: [field('email', value, { type: 'email' })] }, t);
  expect(check('aigerim@hub')).toEqual({ email: 'shell.form.email' });
  expect(check('aigerim@hub.example')).toEqual({});
});

test('a short password is told how long it has to be', () => {
  const elements = [field('password', 'short', { minLength: 12 })];
  expect(checkFields({ elements }, t)).toEqual({ password: 'shell.form.short {"count":12}' });
});

test('the server’s faults go to the fields they speak of, and those of no field stay with the whole', () => {
  const problem = {
    type: '',
    title: '',
    status: 422,
    code: 'body-invalid',
    detail: '',
    faults: [
      { at: '/roles/0', problem: 'is not a role' },
      { at: '/elsewhere', problem: 'is unknown' },
    ],
  };
  expect(faultsOf(problem, { elements: [field('roles', 'x')] })).toEqual({ roles: 'is not a role' });
});
