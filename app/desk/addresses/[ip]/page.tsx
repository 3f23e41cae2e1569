import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { DeskAddress } from "@/components/desk/checks/desk-address";
import { PageTitle } from "@/components/desk/page-title";
import { parseAddress } from "@/domain/address";
import { getDeskAddress } from "@/server/desk-addresses";
import "@/app/styles/desk-checks.css";

interface Props {
  readonly params: Promise<{ ip: string }>;
}

/** As it stands in the path; an IPv6 address may come with its colons escaped. */
async function addressOf(params: Props["params"]): Promise<string> {
  const asked = decodeURIComponent((await params).ip);
  return parseAddress(asked) ?? asked;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return deskMetadata("checks", await addressOf(params));
}

export default async function DeskAddressPage({ params }: Props) {
  const address = await addressOf(params);
  const escaped = encodeURIComponent(address);
  return deskPage(
    { path: `/desk/addresses/${escaped}`, area: "checks" },
    async ({ d, context, actor, lang, prefix }) => (
      <>
        <PageTitle
          title={address}
          aside={
            <a className="underline" href={`${prefix}/address/${escaped}`}>
              {d("checks.publicAddress")}
            </a>
          }
        />
        <DeskAddress view={await getDeskAddress(context, actor, address, lang)} desk={`${prefix}/desk`} />
      </>
    ),
  );
}
