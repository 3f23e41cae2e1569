import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { networkNames } from "@/app/views/names";
import { TokenList } from "@/components/desk/tokens/token-list";
import { listTokens } from "@/server/tokens";
import "@/app/styles/desk-settings.css";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("tokens");
}

export default function TokensPage() {
  return deskPage({ path: "/desk/tokens", area: "tokens", role: "administrator" }, async (desk) => {
    const { context, actor } = desk;
    const [tokens, networks] = await Promise.all([listTokens(context, actor), networkNames(desk)]);
    return (
      <TokenList
        initial={tokens}
        networks={[...networks].map(([slug, name]) => ({ slug, name }))}
        url={context.settings.publicUrl}
      />
    );
  });
}
