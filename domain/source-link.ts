/** The address of a source's page about `address`, where it names a place for it as `{ip}`. Escaped: it may have colons. */
export function linkFor(template: string, address: string): string {
  return template.replaceAll("{ip}", encodeURIComponent(address));
}
