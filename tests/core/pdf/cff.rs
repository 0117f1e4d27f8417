//! Advances as a bare CID-keyed CFF program has them: what `W` has to agree with.

/// The advance of every glyph, in units of the program.
pub fn advances(program: &[u8]) -> Vec<f32> {
    let mut at = usize::from(program[2]);
    let _names = index(program, &mut at);
    let top = index(program, &mut at);
    let top = dictionary(top[0]);
    let entry = |operator: u16| &top.iter().find(|(o, _)| *o == operator).expect("an entry").1;
    let offset = |operator: u16| whole(entry(operator)[0]);
    let strings = index(program, &mut offset(17));
    let fonts: Vec<(f32, f32)> =
        index(program, &mut offset(0x0c24)).iter().map(|font| widths(program, font)).collect();
    let select = &program[offset(0x0c25)..];
    let advance = |(glyph, string): (usize, &&[u8])| {
        let (default, nominal) = fonts[font_of(select, glyph)];
        first_width(string).map_or(default, |width| nominal + width)
    };
    strings.iter().enumerate().map(advance).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Offsets of the program.
fn whole(number: f32) -> usize {
    number as usize
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number * 256 + usize::from(*byte))
}

fn index<'a>(program: &'a [u8], at: &mut usize) -> Vec<&'a [u8]> {
    let count = number(&program[*at..*at + 2]);
    if count == 0 {
        *at += 2;
        return Vec::new();
    }
    let size = usize::from(program[*at + 2]);
    let offsets = *at + 3;
    let data = offsets + (count + 1) * size - 1;
    let offset = |index: usize| data + number(&program[offsets + index * size..][..size]);
    *at = offset(count);
    (0..count).map(|index| &program[offset(index)..offset(index + 1)]).collect()
}

/// Operators with their operands; 12 is the first byte of the long ones.
fn dictionary(mut bytes: &[u8]) -> Vec<(u16, Vec<f32>)> {
    let (mut entries, mut operands) = (Vec::new(), Vec::new());
    while let [first, rest @ ..] = bytes {
        bytes = match first {
            12 => {
                entries.push((0x0c00 | u16::from(rest[0]), std::mem::take(&mut operands)));
                &rest[1..]
            }
            0..=21 => {
                entries.push((u16::from(*first), std::mem::take(&mut operands)));
                rest
            }
            29 => {
                let value = i32::from_be_bytes([rest[0], rest[1], rest[2], rest[3]]);
                operands.push(
                    f32::from(i16::try_from(value >> 8).expect("small")) * 256.0
                        + f32::from(rest[3]),
                );
                &rest[4..]
            }
            30 => {
                let end = rest.iter().position(|byte| byte & 15 == 15).expect("an end");
                operands.push(f32::NAN);
                &rest[end + 1..]
            }
            _ => short(*first, rest, &mut operands),
        };
    }
    entries
}

/// Numbers that dictionaries and charstrings write alike.
fn short<'a>(first: u8, rest: &'a [u8], operands: &mut Vec<f32>) -> &'a [u8] {
    let (value, length) = match first {
        28 => (i16::from_be_bytes([rest[0], rest[1]]), 2),
        32..=246 => (i16::from(first) - 139, 0),
        247..=250 => ((i16::from(first) - 247) * 256 + i16::from(rest[0]) + 108, 1),
        251..=254 => (-(i16::from(first) - 251) * 256 - i16::from(rest[0]) - 108, 1),
        _ => panic!("no number: {first}"),
    };
    operands.push(f32::from(value));
    &rest[length..]
}

/// `defaultWidthX` and `nominalWidthX` of one of the program's fonts.
fn widths(program: &[u8], font: &[u8]) -> (f32, f32) {
    let font = dictionary(font);
    let Some((_, private)) = font.iter().find(|(operator, _)| *operator == 18) else {
        return (0.0, 0.0);
    };
    let private = dictionary(&program[whole(private[1])..][..whole(private[0])]);
    let entry = |operator| private.iter().find(|(o, _)| *o == operator).map_or(0.0, |e| e.1[0]);
    (entry(20), entry(21))
}

fn font_of(select: &[u8], glyph: usize) -> usize {
    if select[0] == 0 {
        return usize::from(select[1 + glyph]);
    }
    let ranges = select[3..].chunks_exact(3).take(number(&select[1..3]));
    let range = ranges.take_while(|range| number(&range[..2]) <= glyph).last();
    usize::from(range.expect("a range")[2])
}

/// The number before a charstring's first operator that this one does not need.
fn first_width(mut string: &[u8]) -> Option<f32> {
    let mut operands = Vec::new();
    loop {
        let (first, rest) = string.split_first().expect("an operator");
        let needed = match first {
            255 => {
                operands.push(f32::from(i16::from_be_bytes([rest[0], rest[1]])));
                string = &rest[4..];
                continue;
            }
            28 | 32.. => {
                string = short(*first, rest, &mut operands);
                continue;
            }
            1 | 3 | 18 | 19 | 20 | 23 => operands.len() / 2 * 2,
            4 | 22 => 1,
            21 => 2,
            14 => operands.len() / 4 * 4,
            other => panic!("a subroutine or no beginning: {other}"),
        };
        return (operands.len() > needed).then(|| operands[0]);
    }
}
