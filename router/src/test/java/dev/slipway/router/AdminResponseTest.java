package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import org.junit.jupiter.api.Test;

class AdminResponseTest {
  @Test
  void aFaultArrivesAsItWas() {
    SlipwayException fault = new SlipwayException(ErrorCode.REFUSED, "not now");

    assertThatThrownBy(() -> AdminResponse.fault(fault).orThrow())
        .isInstanceOf(SlipwayException.class)
        .hasMessage("not now")
        .extracting(thrown -> ((SlipwayException) thrown).code())
        .isEqualTo(ErrorCode.REFUSED);
  }

  @Test
  void aCodeOfAnotherVersionKeepsItsMessage() {
    AdminResponse answer =
        new AdminResponse(418, "{\"code\":\"TEAPOT\",\"message\":\"short and stout\"}");

    assertThatThrownBy(answer::orThrow)
        .isInstanceOf(SlipwayException.class)
        .hasMessage("short and stout")
        .extracting(thrown -> ((SlipwayException) thrown).code())
        .isEqualTo(ErrorCode.INTERNAL);
  }
}
