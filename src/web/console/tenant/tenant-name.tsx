import { useSignal } from '@preact/signals';
import { useApp } from '../app-state.js';
import { useText } from '../text/translation.js';

/** The ISP that the page shows, and where the token is for several the choice among them. Nothing where the gateway has one alone. */
export function TenantName() {
  const { session } = useApp();
  const text = useText();
  const { value } = session.state;
  if (value.kind !== 'in') return null;
  const { tenant, tenants } = value.overview.viewer;
  if (tenant === null || tenant === undefined) return null;
  if (tenants.length < 2) return <span class="tenant">{tenant.name}</span>;
  return <Choice label={text.tenant} chosen={tenant.id} tenants={tenants} />;
}

interface ChoiceProps {
  readonly label: string;
  readonly chosen: string;
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
}

function Choice({ label, chosen, tenants }: ChoiceProps) {
  const { session } = useApp();
  return (
    <label class="tenant">
      <span class="unseen">{label}</span>
      <select value={chosen} onChange={({ currentTarget }) => void session.switchTo(currentTarget.value)}>
        {tenants.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Its logo, or where it has none that can be shown the mark of the page, in its colour. */
export function TenantMark() {
  const { value } = useApp().session.state;
  const logo = value.kind === 'in' ? (value.overview.viewer.tenant?.logo ?? null) : null;
  const broken = useSignal<string | null>(null);
  if (logo === null || logo === broken.value) return <span class="mark" aria-hidden="true" />;
  return (
    <img
      class="logo"
      src={logo}
      alt=""
      referrerpolicy="no-referrer"
      onError={() => {
        broken.value = logo;
      }}
    />
  );
}
