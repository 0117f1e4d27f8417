//! Every action: its menu, its words, its keys.

use super::{Action, ActionEntry, Group, Key, Shortcut};

/// Shortcuts as the table below takes them.
mod keys {
    #![allow(clippy::unnecessary_wraps)] // Some actions have none.

    use super::super::{Key, Shortcut};

    pub(super) const fn ctrl(c: char) -> Option<Shortcut> {
        Some(Shortcut { ctrl: true, shift: false, alt: false, key: Key::Char(c) })
    }

    pub(super) const fn ctrl_shift(c: char) -> Option<Shortcut> {
        Some(Shortcut { ctrl: true, shift: true, alt: false, key: Key::Char(c) })
    }

    pub(super) const fn alt(c: char) -> Option<Shortcut> {
        Some(Shortcut { ctrl: false, shift: false, alt: true, key: Key::Char(c) })
    }

    pub(super) const fn f(n: u8) -> Option<Shortcut> {
        Some(Shortcut { ctrl: false, shift: false, alt: false, key: Key::F(n) })
    }

    pub(super) const fn shift_f(n: u8) -> Option<Shortcut> {
        Some(Shortcut { ctrl: false, shift: true, alt: false, key: Key::F(n) })
    }

    pub(super) const fn ctrl_page(key: Key) -> Option<Shortcut> {
        Some(Shortcut { ctrl: true, shift: false, alt: false, key })
    }
}

use keys::{alt, ctrl, ctrl_page, ctrl_shift, f, shift_f};

const fn entry(
    action: Action,
    group: Group,
    label: &'static str,
    tooltip: &'static str,
    shortcut: Option<Shortcut>,
) -> ActionEntry {
    ActionEntry { action, group, label, tooltip, shortcut, apart: false }
}

const fn apart(entry: ActionEntry) -> ActionEntry {
    ActionEntry { apart: true, ..entry }
}

#[rustfmt::skip] // A table: one line an action.
pub(super) static ALL: &[ActionEntry] = &[
    entry(Action::New, Group::File, "新建年度报告", "六个部分和三张表均为空白", ctrl('N')),
    entry(Action::NewFromLast, Group::File, "沿用上年报告新建", "带入机关名称、正文和上年数", ctrl_shift('N')),
    entry(Action::Open, Group::File, "打开", "本机、U 盘或者共享文件夹中的报告", ctrl('O')),
    entry(Action::Import, Group::File, "导入已公布的报告", "Word、网页、PDF、文字，可拖入、粘贴", ctrl('I')),
    entry(Action::ImportReturned, Group::File, "读入审阅稿或者退回件", "领导或者县里改过、批过的 Word 文档，报送包，逐条写明意见的文字", None),
    entry(Action::UseAsTemplate, Group::File, "以本报告新建下一年的", "本报告作为上年报告，带入机关名称、正文和上年数", None),
    entry(Action::Sample, Group::File, "查看示例报告", "一份填好的乡镇报告，可随意试改", None),
    apart(entry(Action::NewLedger, Group::File, "新建申请台账", "收到的信息公开申请，一件一行，表三由它得出", None)),
    entry(Action::ImportLedger, Group::File, "从 Excel 导入台账", "办公室自己的 Excel 或 csv 台账，表头按名称认", None),
    apart(entry(Action::Save, Group::File, "保存", "保存报告；勾稽关系不平时不能保存", ctrl('S'))),
    entry(Action::SaveAs, Group::File, "另存为", "换一个名称或位置保存", f(12)),
    entry(Action::Versions, Group::File, "历次保存…", "这个文件以前各次保存的内容，可以恢复", None),
    entry(Action::ShowChanges, Group::File, "修改记录…", "每次保存谁改了哪里，原来和改后的内容，可以导出", None),
    entry(Action::CompareSides, Group::File, "对照两份…", "现在的、公布的、以前保存的、上年的或者任何一份报告，逐处对照", ctrl_shift('D')),
    apart(entry(Action::Package, Group::File, "报送…", "报告和各种格式、核对单、校验清单装成一个报送包", None)),
    entry(Action::MarkPublished, Group::File, "标记为已公布…", "记下公布日期，公布的内容整份留在文件里", None),
    entry(Action::Correction, Group::File, "更正说明…", "公布以后改了什么，原数和更正后的数，导出 Word 或者 PDF", None),
    apart(entry(Action::Export, Group::File, "导出", "PDF、OFD、Word 文档、网页、文字，可一次导出几种", ctrl('E'))),
    entry(Action::ExportReview, Group::File, "导出送审稿", "给领导审阅：每页有送审稿字样，行距宽，可编行号、附问题", None),
    entry(Action::ExportBlanks, Group::File, "导出空白表", "空白的表格，交给提供数据的科室填写", ctrl_shift('E')),
    entry(Action::ExportComments, Group::File, "导出审阅意见", "意见、回复和处理情况单独列成一份，存档或者发还", None),
    entry(Action::Print, Group::File, "打印", "打印机、份数、页码、双面", ctrl('P')),
    entry(Action::Checklist, Group::File, "发布前核对单", "逐项列出完成、已说明和待处理的事项", None),
    apart(entry(Action::Drafts, Group::File, "未保存的草稿", "没有保存就关闭的报告，可以恢复", None)),
    entry(Action::Bin, Group::File, "回收的草稿", "丢弃的草稿保留 30 天", None),
    apart(entry(Action::CloseReport, Group::File, "关闭报告", "回到开始页", ctrl('W'))),
    entry(Action::Quit, Group::File, "退出", "关闭年报", ctrl('Q')),
    entry(Action::Undo, Group::Edit, "撤销", "撤销上一步", ctrl('Z')),
    entry(Action::Redo, Group::Edit, "重做", "重做刚撤销的一步", ctrl('Y')),
    apart(entry(Action::Cut, Group::Edit, "剪切", "剪切选中的格或者文字", ctrl('X'))),
    entry(Action::Copy, Group::Edit, "复制", "复制选中的格或者文字", ctrl('C')),
    entry(Action::Paste, Group::Edit, "粘贴", "粘贴到光标所在的格或者文字", ctrl('V')),
    apart(entry(Action::FillDown, Group::Edit, "向下填充", "用上面一格或者选中的第一行填下去", ctrl('D'))),
    entry(Action::FillRight, Group::Edit, "向右填充", "用左边一格或者选中的第一列填过去", ctrl('R')),
    apart(entry(Action::AddComment, Group::Edit, "添加意见", "对选中的文字、光标所在的格或者整张表写意见", ctrl_shift('M'))),
    apart(entry(Action::Find, Group::Edit, "查找", "在全文中查找", ctrl('F'))),
    entry(Action::Replace, Group::Edit, "替换", "在全文中查找并替换", ctrl('H')),
    entry(Action::FindNext, Group::Edit, "查找下一处", "转到下一处", f(3)),
    entry(Action::FindPrevious, Group::Edit, "查找上一处", "转到上一处", shift_f(3)),
    apart(entry(Action::CopyTable, Group::Edit, "复制本表", "连同表头，粘贴到 Word、WPS 或者网站后台仍是表格", None)),
    entry(Action::CopyReport, Group::Edit, "复制全文", "文字连同三张表，可粘贴到网站后台", None),
    entry(Action::FillRow, Group::Fill, "本行空白补 0", "把光标所在行的空白格填为 0", ctrl_shift('B')),
    entry(Action::FillColumn, Group::Fill, "本列空白补 0", "把光标所在列的空白格填为 0", None),
    entry(Action::FillBlock, Group::Fill, "选中的空白补 0", "把选中的空白格填为 0", None),
    entry(Action::FillTable, Group::Fill, "本表空白补 0", "把这张表的空白格填为 0", ctrl('B')),
    entry(Action::FillReport, Group::Fill, "全部空白补 0", "把三张表的空白格都填为 0", None),
    apart(entry(Action::ProposeLeadIn, Group::Fill, "填入引言", "按机关、统计期限和联系方式拟写引言", None)),
    entry(Action::InsertAspects, Group::Fill, "补上五个方面的小标题", "在总体情况中补上缺少的小标题", None),
    entry(Action::InsertFeeSentence, Group::Fill, "填入信息处理费一句", "在其他需要报告的事项中填入收费情况", None),
    apart(entry(Action::TextBefore, Group::Fill, "表前说明", "填写这张表前面的文字", None)),
    entry(Action::TextAfter, Group::Fill, "表后说明", "填写这张表后面的文字", None),
    apart(entry(Action::ApplyFix, Group::Fill, "按建议改正", "改正当前选中的问题", ctrl('M'))),
    entry(Action::Tidy, Group::Fill, "整理格式", "标点、引号、空格、编号、标题一次改好，改之前先列出来", None),
    apart(entry(Action::FromLast, Group::Fill, "沿用上年的情况", "带入了什么，哪些没有带入，为什么", None)),
    apart(entry(Action::CompareLedger, Group::Fill, "对照台账", "表三、表四逐格对照申请台账，可以填入", None)),
    entry(Action::FillFromLedger, Group::Fill, "按台账填入表三", "把台账得出的数填入表三、表四，一步，可以撤销", None),
    entry(Action::DeleteRequest, Group::Edit, "删除这一件", "把选中的申请从台账中删去，可以撤销", None),
    entry(Action::LedgerProperties, Group::Edit, "台账信息", "机关全称、尚未审结案件的计入年度、自行登记的节假日", None),
    entry(Action::LastYear, Group::Fill, "选择上年报告", "用上年报告核对结转、有效件数和文字", None),
    entry(Action::Basic, Group::View, "基本信息", "机关、年度、标题、引言、署名", alt('0')),
    entry(Action::Section1, Group::View, "一、总体情况", "转到第一部分", alt('1')),
    entry(Action::Section2, Group::View, "二、主动公开", "转到第二部分", alt('2')),
    entry(Action::Section3, Group::View, "三、申请办理", "转到第三部分", alt('3')),
    entry(Action::Section4, Group::View, "四、复议诉讼", "转到第四部分", alt('4')),
    entry(Action::Section5, Group::View, "五、问题改进", "转到第五部分", alt('5')),
    entry(Action::Section6, Group::View, "六、其他事项", "转到第六部分", alt('6')),
    entry(Action::AllTables, Group::View, "三表同看", "三张表上下排在一起", alt('7')),
    entry(Action::ShowLedger, Group::View, "申请台账", "收到的信息公开申请和办理期限", alt('8')),
    entry(Action::ShowRollUp, Group::View, "汇总各单位报告", "谁没交、哪些有问题、三表合计", alt('9')),
    entry(Action::CompareYears, Group::View, "历年对照", "本机关各年的数字、增减和文字并排看，解读和与上年核对表", ctrl_shift('L')),
    entry(Action::NextSection, Group::View, "下一部分", "转到下一部分", ctrl_page(Key::PageDown)),
    entry(Action::PreviousSection, Group::View, "上一部分", "转到上一部分", ctrl_page(Key::PageUp)),
    entry(Action::NextHeading, Group::View, "下一个小标题", "光标转到下一个小标题的后面", f(7)),
    apart(entry(Action::NextProblem, Group::View, "下一个问题", "转到下一个问题", f(4))),
    entry(Action::PreviousProblem, Group::View, "上一个问题", "转到上一个问题", shift_f(4)),
    entry(Action::NextPane, Group::View, "下一个区域", "光标转到下一个区域", f(6)),
    entry(Action::ToggleProblems, Group::View, "问题栏", "展开或收起问题栏", f(8)),
    entry(Action::ToggleComments, Group::View, "审阅", "意见列在正文旁边：回复、标为已处理、转到所指的文字", shift_f(8)),
    entry(Action::TogglePreview, Group::View, "预览", "展开或收起预览", f(9)),
    entry(Action::ToggleNav, Group::View, "目录栏", "展开或收起左边的目录", f(10)),
    entry(Action::CheckLast, Group::View, "核对上年", "上年文字留下的年份和数字，逐处核对", None),
    entry(Action::CompareLast, Group::View, "对照上年", "在每一格旁边显示上年的数", None),
    apart(entry(Action::ZoomIn, Group::View, "放大", "放大界面", ctrl('='))),
    entry(Action::ZoomOut, Group::View, "缩小", "缩小界面", ctrl('-')),
    entry(Action::ZoomReset, Group::View, "恢复原大小", "缩放 100%", ctrl('0')),
    apart(entry(Action::ThemeSystem, Group::View, "配色跟随系统", "浅色或深色，跟随系统", None)),
    entry(Action::ThemeLight, Group::View, "浅色", "浅色配色", None),
    entry(Action::ThemeDark, Group::View, "深色", "深色配色", None),
    entry(Action::ThemeContrast, Group::View, "高对比", "黑底白字，文字对比度都在 7∶1 以上", None),
    entry(Action::Manual, Group::Help, "使用手册", "从头到尾怎样做，在浏览器中打开，不用上网", shift_f(1)),
    entry(Action::Help, Group::Help, "填报说明", "当前行的填报说明和全部按键", f(1)),
    apart(entry(Action::Settings, Group::Help, "设置", "机关全称、联系方式、报送日期", ctrl(','))),
    apart(entry(Action::Licences, Group::Help, "许可全文", "程序、字体和所用程序库的许可", None)),
    entry(Action::About, Group::Help, "关于年报", "版本和许可", None),
];
