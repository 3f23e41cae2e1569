export const NUL = "a\0b";
export const LONE = "a\ud800";
export const long = (length: number) => "x".repeat(length);
export const notText = [5, true, [], {}, [["x"]]];
export const notName = [undefined, null, "", " \t\n", NUL, LONE, ...notText];
export const notUrl = [
  "",
  "nonsense",
  "//example.org",
  "ftp://example.org/",
  "javascript:alert(1)",
  "https://example.org/\tremoval",
  "https://example.org/\r\nremoval",
  "data:text/html,x",
  "http://",
  "http:///x",
  "https://exa mple.org",
  NUL,
  ...notText,
];
export const notInstant = [
  "",
  "yesterday",
  "2014-07-01",
  "2014-07-01T07:00:00",
  "2014-07-01T07:00Z0",
  "2014-13-01T00:00:00Z",
  "2014-02-30T00:00:00Z",
  "2014-06-30T23:59:60Z",
  "2014-07-01T25:00:00Z",
  "2014-07-01T07:00:00+25:00",
  "1404198000",
  "+002014-07-01T07:00:00Z",
  "2014-07-01T07:00:00Zjunk",
  NUL,
  1_404_198_000_000,
  ...notText,
];
export const notAddress = [
  "",
  "mail.example.org",
  "192.0.2",
  "192.0.2.256",
  "192.0.2.1.1",
  "192.0.2.01",
  "0xc0.0.2.1",
  "3221225985",
  "192.0.2.1 ",
  "192.0.2.1/32",
  "2001:db8::1::2",
  "fe80::1%eth0",
  "2001:db8::/64",
  "[2001:db8::1]",
  "::ffff:192.0.2",
  NUL,
  ...notText,
];
export const notSlug = [
  "",
  "Main",
  "ma in",
  "-main",
  "main-",
  "ma--in",
  "mäin",
  long(65),
  "__proto__.",
  NUL,
  LONE,
  ...notText,
];
export const notTranslations = [
  5,
  "fr",
  [],
  { fr: "x" },
  { fr: null },
  { "": { name: "x" } },
  { "not a tag": {} },
  { fr: { name: "", title: "", bodyMarkdown: "" } },
  { fr: { name: 5, title: 5, bodyMarkdown: 5 } },
];
export const notStale = [0, -1, "45", 1e12, ...notText.slice(1)];
