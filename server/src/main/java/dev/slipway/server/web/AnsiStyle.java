package dev.slipway.server.web;

import java.util.ArrayList;
import java.util.List;

/**
 * The look that the sequences of a terminal have set so far (ECMA-48, SGR), in the sixteen colours
 * that the style sheet knows: of 256 or more the nearest is taken. For use by one thread.
 */
final class AnsiStyle {
  private static final int NONE = -1;
  private static final int[][] COLOURS = {
    {0, 0, 0}, {205, 49, 49}, {13, 188, 121}, {229, 229, 16},
    {36, 114, 200}, {188, 63, 188}, {17, 168, 205}, {229, 229, 229}
  };

  private boolean bold;
  private boolean dim;
  private boolean italic;
  private boolean underlined;
  private boolean struck;
  private boolean inverse;
  private int foreground = NONE;
  private int background = NONE;

  /** Whether nothing is set. */
  boolean isPlain() {
    return !bold
        && !dim
        && !italic
        && !underlined
        && !struck
        && !inverse
        && foreground == NONE
        && background == NONE;
  }

  /** The classes of the style sheet. */
  String classes() {
    List<String> classes = new ArrayList<>();
    addIf(bold, "b", classes);
    addIf(dim, "d", classes);
    addIf(italic, "i", classes);
    addIf(underlined, "u", classes);
    addIf(struck, "s", classes);
    int front = inverse ? background : foreground;
    int back = inverse ? foreground : background;
    if (back != NONE) {
      classes.add("g" + back);
    } else if (inverse) {
      classes.add("g7");
    }
    // On a colour the sheet chooses what can be read.
    if (front != NONE && back == NONE && !inverse) {
      classes.add("f" + front);
    }
    return String.join(" ", classes);
  }

  private static void addIf(boolean set, String name, List<String> classes) {
    if (set) {
      classes.add(name);
    }
  }

  /** Obeys {@code ESC [ parameters m}; what it does not know changes nothing. */
  void apply(String parameters) {
    int[] codes = codes(parameters);
    int at = 0;
    while (at < codes.length) {
      int code = codes[at];
      if (code == 38 || code == 48) {
        int length = extendedLength(codes, at);
        extended(code == 38, codes, at, length);
        at += length;
      } else {
        apply(code);
        at++;
      }
    }
  }

  private static int[] codes(String parameters) {
    String[] parts = parameters.split("[;:]", -1);
    int[] codes = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      codes[i] = code(parts[i]);
    }
    return codes;
  }

  private static int code(String digits) {
    int code = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9' || i == 3) {
        return NONE;
      }
      code = 10 * code + digit - '0';
    }
    return code;
  }

  private void apply(int code) {
    switch (code) {
      case 0 -> reset();
      case 1 -> bold = true;
      case 2 -> dim = true;
      case 3 -> italic = true;
      case 4 -> underlined = true;
      case 7 -> inverse = true;
      case 9 -> struck = true;
      case 22 -> {
        bold = false;
        dim = false;
      }
      case 23 -> italic = false;
      case 24 -> underlined = false;
      case 27 -> inverse = false;
      case 29 -> struck = false;
      case 39 -> foreground = NONE;
      case 49 -> background = NONE;
      default -> colour(code);
    }
  }

  private void colour(int code) {
    if (code >= 30 && code <= 37) {
      foreground = code - 30;
    } else if (code >= 90 && code <= 97) {
      foreground = code - 90;
    } else if (code >= 40 && code <= 47) {
      background = code - 40;
    } else if (code >= 100 && code <= 107) {
      background = code - 100;
    }
  }

  private void reset() {
    bold = false;
    dim = false;
    italic = false;
    underlined = false;
    struck = false;
    inverse = false;
    foreground = NONE;
    background = NONE;
  }

  private static int extendedLength(int[] codes, int at) {
    int form = at + 1 < codes.length ? codes[at + 1] : NONE;
    int wanted =
        switch (form) {
          case 5 -> 3;
          case 2 -> 5;
          default -> 1;
        };
    return Math.min(wanted, codes.length - at);
  }

  private void extended(boolean front, int[] codes, int at, int length) {
    int colour = NONE;
    if (length == 3) {
      colour = ofPalette(codes[at + 2]);
    } else if (length == 5) {
      colour = nearest(codes[at + 2], codes[at + 3], codes[at + 4]);
    }
    if (colour == NONE) {
      return;
    }
    if (front) {
      foreground = colour;
    } else {
      background = colour;
    }
  }

  /** The nearest to one of the 256: 16 fixed ones, a cube of 6 x 6 x 6, then greys. */
  private static int ofPalette(int index) {
    if (index < 0 || index > 255) {
      return NONE;
    }
    if (index < 16) {
      return index % 8;
    }
    if (index >= 232) {
      int grey = 8 + 10 * (index - 232);
      return nearest(grey, grey, grey);
    }
    int cube = index - 16;
    return nearest(51 * (cube / 36), 51 * (cube / 6 % 6), 51 * (cube % 6));
  }

  private static int nearest(int red, int green, int blue) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < COLOURS.length; i++) {
      int r = red - COLOURS[i][0];
      int g = green - COLOURS[i][1];
      int b = blue - COLOURS[i][2];
      int distance = r * r + g * g + b * b;
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
