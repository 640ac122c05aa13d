package dev.slipway.deliver;

import java.time.Duration;

/** The journal's side of putting a live deployment right, which nobody asked for. */
final class MendingSignals implements Signals {
  private final Deployment deployment;
  private final Ledger ledger;

  MendingSignals(Deployment deployment, Ledger ledger) {
    this.deployment = deployment;
    this.ledger = ledger;
  }

  @Override
  public void tell(DeliveryEvent.OfDeployment event) {
    ledger.write(DeploymentRun.SLIPWAY, event);
  }

  @Override
  public void note(String text) {
    tell(new DeliveryEvent.Noted(deployment.id(), text));
  }

  @Override
  public Deployment now() {
    return deployment;
  }

  @Override
  public boolean isOff() {
    return false;
  }

  @Override
  public void pause(Duration longest) {
    ledger.await(ledger.version(), longest);
  }
}
