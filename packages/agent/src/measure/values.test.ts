import { expect, test } from 'vitest';
import { countOf, deviceName, percentOf, printable } from './values.ts';

test.each([
  ['Rally\u0000 Cam\u001b[31mera\u0007', 'Rally Cam[31mera'],
  ['two\r\nlines\tand tab', 'two lines and tab'],
  ['\u202Egnp.exe\u2066\u200B', 'gnp.exe'],
  ['half \uD83D', 'half'],
  ['Конференц-зал 📷', 'Конференц-зал 📷'],
])('%j is shown as %j', (given, shown) => {
  expect(printable(given)).toBe(shown);
});

test('text is never longer than 200, also when the cut halves a character', () => {
  expect(printable('x'.repeat(100_000))).toHaveLength(200);
  expect(printable(`${'x'.repeat(199)}📷`)).toBe('x'.repeat(199));
});

test.each([['\u0000\u200B'], [''], [null], [42], [{ toString: () => 'name' }]])('%j is no text', (given) => {
  expect(printable(given)).toBeUndefined();
});

test.each([
  ["Anna Smith's AirPods", 'AirPods'],
  ['Anna’s iPhone Camera', 'iPhone Camera'],
  ["/Volumes/Anna's Backup", '/Volumes/Backup'],
  ['enx001122aabbcc', 'enx'],
  ['BT 00:11:22:aa:bb:cc', 'BT *'],
  ['Cam 00-11-22-AA-BB-CC', 'Cam *'],
  ['rtsp 192.0.2.7', 'rtsp *'],
  ['rtsp fe80::1', 'rtsp *'],
  ['rtsp 2001:db8:0:0:1:2:3:4', 'rtsp *'],
  ['annasmith-cam', '*-cam'],
  ['UVC Camera (046d:0825)', 'UVC Camera (046d:0825)'],
  ['HDMI-A-1', 'HDMI-A-1'],
  ['Rally Camera: Rally Camera', 'Rally Camera: Rally Camera'],
])('the device %j is called %j elsewhere', (given, shown) => {
  expect(deviceName(given, ['annasmith', 'root'])).toBe(shown);
});

test.each([[Number.NaN], [Infinity], [-1], ['7'], [2 ** 60]])('%j is not a count', (given) => {
  expect(countOf(given)).toBeUndefined();
});

test('a percentage stays within 0 and 100', () => {
  expect([percentOf(100.2), percentOf(13.774), percentOf(-0.1), percentOf(null)]).toEqual([100, 13.77, undefined, undefined]);
});
