import { feedEndpoint } from "@/app/feed";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = feedEndpoint("site", "json");
