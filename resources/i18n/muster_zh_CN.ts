<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name />
  <message>
   <source>Counted officers against the required</source>
   <translation>计入警力与应到警力</translation>
  </message>
  <message>
   <source>required</source>
   <translation>应到</translation>
  </message>
 </context>
 <context>
  <name>ActionBar</name>
  <message>
   <source>Dispatch 1 unit</source>
   <translation>派警 1 个单元</translation>
  </message>
  <message>
   <source>Dispatch 1 unit · {0} officers</source>
   <translation>派警 1 个单元 · 警力 {0}</translation>
  </message>
  <message>
   <source>Dispatch {0} units</source>
   <translation>派警 {0} 个单元</translation>
  </message>
  <message>
   <source>Dispatch {0} units · {1} officers</source>
   <translation>派警 {0} 个单元 · 警力 {1}</translation>
  </message>
  <message>
   <source>Dispatch — choose a unit</source>
   <translation>派警 — 请选择单元</translation>
  </message>
  <message>
   <source>More actions</source>
   <translation>更多操作</translation>
  </message>
 </context>
 <context>
  <name>ActionForm</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Confirm</source>
   <translation>确认</translation>
  </message>
  <message>
   <source>Please give a reason: it goes into the log.</source>
   <translation>请填写原因: 将记入过程。</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Remarks, may stay empty</source>
   <translation>备注, 可不填</translation>
  </message>
 </context>
 <context>
  <name>AssignedDelegate</name>
  <message>
   <source>in {0}</source>
   <translation>还需 {0}</translation>
  </message>
  <message>
   <source>late {0}</source>
   <translation>晚 {0}</translation>
  </message>
  <message>
   <source>send {0}?</source>
   <translation>派 {0}？</translation>
  </message>
  <message>
   <source>voice</source>
   <translation>语音</translation>
  </message>
 </context>
 <context>
  <name>AssignedSection</name>
  <message>
   <source>Assigned — {0} officers, {1} units · {2} counted</source>
   <translation>已派 — {0} 名民警, {1} 个单元 · 计入 {2}</translation>
  </message>
  <message>
   <source>Assigned — {0} officers, {1} units · {2} on scene</source>
   <translation>已派 — 警力 {0}, {1} 个单元 · 现场 {2}</translation>
  </message>
  <message>
   <source>Enter or right click: report by voice, cancel</source>
   <translation>回车或右键: 代报状态、取消派警</translation>
  </message>
  <message>
   <source>Muster, by voice</source>
   <translation>集结，语音代报</translation>
  </message>
 </context>
 <context>
  <name>BigClocks</name>
  <message>
   <source>Three 10 minutes</source>
   <translation>三个10分钟</translation>
  </message>
 </context>
 <context>
  <name>CallFields</name>
  <message>
   <source>A number has digits only.</source>
   <translation>号码只能包含数字。</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>住址</translation>
  </message>
  <message>
   <source>Level</source>
   <translation>等级</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>姓名</translation>
  </message>
  <message>
   <source>Not a known type: choose one of the list, or leave it empty.</source>
   <translation>未知类型: 请从列表选择, 或留空。</translation>
  </message>
  <message>
   <source>Not in the gazetteer: choose an entry of the list, or pick it on the map.</source>
   <translation>地名库中没有: 请从列表选择, 或在地图上选点。</translation>
  </message>
  <message>
   <source>Of the caller, if it is another</source>
   <translation>报警人住址, 如与地点不同</translation>
  </message>
  <message>
   <source>Phone</source>
   <translation>来电号码</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>地点</translation>
  </message>
  <message>
   <source>Suggested</source>
   <translation>建议类型</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>What happened? Words or a type are needed.</source>
   <translation>发生了什么? 请填写内容或类型。</translation>
  </message>
  <message>
   <source>What the caller says</source>
   <translation>报警人所述</translation>
  </message>
  <message>
   <source>Where? A place is needed to send anybody.</source>
   <translation>地点? 没有地点无法派警。</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>报警内容</translation>
  </message>
 </context>
 <context>
  <name>CallTaking</name>
  <message>
   <source>Call taken and accepted: {0}</source>
   <translation>已接警并受理: {0}</translation>
  </message>
  <message>
   <source>Call taken, reported to {0}</source>
   <translation>已接警, 并入 {0}</translation>
  </message>
  <message>
   <source>Call taken: {0}</source>
   <translation>已接警：{0}</translation>
  </message>
  <message>
   <source>Calls put aside: {0}. Ctrl+N goes on.</source>
   <translation>搁置来电 {0} 个, Ctrl+N 继续。</translation>
  </message>
 </context>
 <context>
  <name>CallerSection</name>
  <message>
   <source>Address</source>
   <translation>住址</translation>
  </message>
  <message>
   <source>Call back</source>
   <translation>回拨</translation>
  </message>
  <message>
   <source>Caller</source>
   <translation>报警人</translation>
  </message>
  <message>
   <source>Channel</source>
   <translation>渠道</translation>
  </message>
  <message>
   <source>Level</source>
   <translation>等级</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>姓名</translation>
  </message>
  <message>
   <source>Phone</source>
   <translation>来电号码</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>报警内容</translation>
  </message>
  <message>
   <source>Your look is recorded.</source>
   <translation>查看将被记录。</translation>
  </message>
  <message>
   <source>Your role may not see this.</source>
   <translation>您的岗位无权查看。</translation>
  </message>
 </context>
 <context>
  <name>CameraTile</name>
  <message>
   <source>Empty tile</source>
   <translation>空画面</translation>
  </message>
  <message>
   <source>No camera</source>
   <translation>未选摄像机</translation>
  </message>
 </context>
 <context>
  <name>CardSection</name>
  <message>
   <source>Plan card</source>
   <translation>预案</translation>
  </message>
 </context>
 <context>
  <name>CaseSection</name>
  <message>
   <source>Assisting</source>
   <translation>协办</translation>
  </message>
  <message>
   <source>Case</source>
   <translation>案件</translation>
  </message>
  <message>
   <source>Department</source>
   <translation>主办部门</translation>
  </message>
  <message>
   <source>Returned</source>
   <translation>退回</translation>
  </message>
  <message>
   <source>This step</source>
   <translation>本环节</translation>
  </message>
  <message>
   <source>not assigned yet</source>
   <translation>尚未分派</translation>
  </message>
  <message>
   <source>suspended: the clock stands still</source>
   <translation>延期中: 停表</translation>
  </message>
  <message>
   <source>{0} · overdue {1}</source>
   <translation>{0} · 超期 {1}</translation>
  </message>
  <message>
   <source>{0} · {1} left</source>
   <translation>{0} · 剩余 {1}</translation>
  </message>
 </context>
 <context>
  <name>ChecklistSection</name>
  <message>
   <source>Declared</source>
   <translation>宣布</translation>
  </message>
  <message>
   <source>False</source>
   <translation>不实</translation>
  </message>
  <message>
   <source>Under control — {0} of {1} items</source>
   <translation>现场受控 — {0}/{1} 项</translation>
  </message>
  <message>
   <source>Verified</source>
   <translation>核实</translation>
  </message>
 </context>
 <context>
  <name>ClockStrip</name>
  <message>
   <source>Muster, easier than the card</source>
   <translation>集结（低于预案）</translation>
  </message>
  <message>
   <source>Three 10 minutes</source>
   <translation>三个10分钟</translation>
  </message>
  <message>
   <source>accepted → T0 {0} s</source>
   <translation>受理→启动 {0} s</translation>
  </message>
  <message>
   <source>as of {0}</source>
   <translation>截至 {0}</translation>
  </message>
  <message>
   <source>by the director</source>
   <translation>导调启动</translation>
  </message>
  <message>
   <source>first report → T0 {0}</source>
   <translation>报警→启动 {0}</translation>
  </message>
  <message>
   <source>no muster</source>
   <translation>未启动</translation>
  </message>
  <message>
   <source>no muster running</source>
   <translation>未启动集结</translation>
  </message>
  <message>
   <source>not eligible</source>
   <translation>不具备条件</translation>
  </message>
  <message>
   <source>not started</source>
   <translation>未开始</translation>
  </message>
  <message>
   <source>old</source>
   <translation>过时</translation>
  </message>
  <message>
   <source>since T0</source>
   <translation>自启动</translation>
  </message>
  <message>
   <source>{0} gives the order for {1}</source>
   <translation>按 {0} 对 {1} 下达集结令</translation>
  </message>
  <message>
   <source>{0} starts one</source>
   <translation>按 {0} 启动</translation>
  </message>
 </context>
 <context>
  <name>CommandBar</name>
  <message>
   <source>A command, or what it is about: P-101 · INC-0417 · a person, a place</source>
   <translation>命令，或者对象：P-101 · INC-0417 · 人员、地点</translation>
  </message>
  <message>
   <source>≈ similar: {0}</source>
   <translation>≈ 近似：{0}</translation>
  </message>
 </context>
 <context>
  <name>CommandBoard</name>
  <message>
   <source>Below minimum cover — {0}</source>
   <translation>低于最低留守 — {0}</translation>
  </message>
  <message>
   <source>Decisions to take — {0}</source>
   <translation>待决事项 — {0}</translation>
  </message>
  <message>
   <source>No grid stands below its minimum.</source>
   <translation>没有网格低于最低留守。</translation>
  </message>
  <message>
   <source>Nothing waits for you.</source>
   <translation>暂无待决事项。</translation>
  </message>
  <message>
   <source>Strength by area — officers</source>
   <translation>警力按辖区 — 民警</translation>
  </message>
  <message>
   <source>Strength by tier — officers</source>
   <translation>警力按三级巡防 — 民警</translation>
  </message>
 </context>
 <context>
  <name>ConsoleWindow</name>
  <message>
   <source>Command desk</source>
   <translation>集结指挥台</translation>
  </message>
  <message>
   <source>Sounds are off</source>
   <translation>声音已关闭</translation>
  </message>
  <message>
   <source>Sounds are on</source>
   <translation>声音已打开</translation>
  </message>
 </context>
 <context>
  <name>CurvePlot</name>
  <message>
   <source>now</source>
   <translation>此刻</translation>
  </message>
 </context>
 <context>
  <name>DuplicatePanel</name>
  <message>
   <source>+{0} more</source>
   <translation>另有 {0} 条</translation>
  </message>
  <message>
   <source>Accept all {0} as one</source>
   <translation>{0} 条并案受理</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Merge all {0}</source>
   <translation>合并 {0} 条</translation>
  </message>
  <message>
   <source>Not a duplicate</source>
   <translation>不是重复</translation>
  </message>
  <message>
   <source>Possible duplicate</source>
   <translation>可能重复</translation>
  </message>
 </context>
 <context>
  <name>DuplicateRow</name>
  <message>
   <source>Possible duplicate: {0}</source>
   <translation>可能重复: {0}</translation>
  </message>
  <message>
   <source>Report to it</source>
   <translation>并入该警情</translation>
  </message>
 </context>
 <context>
  <name>EventLogView</name>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Calls</source>
   <translation>报警</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Event log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Filter  /</source>
   <translation>筛选  /</translation>
  </message>
  <message>
   <source>Filter by words</source>
   <translation>按文字筛选</translation>
  </message>
  <message>
   <source>Incidents</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Log of the hub</source>
   <translation>中枢日志</translation>
  </message>
  <message>
   <source>No line matches the filter</source>
   <translation>没有符合筛选的记录</translation>
  </message>
  <message>
   <source>Nothing has happened yet</source>
   <translation>尚无记录</translation>
  </message>
  <message>
   <source>Orders</source>
   <translation>派警单</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>System</source>
   <translation>系统</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
 </context>
 <context>
  <name>GapList</name>
  <message>
   <source>No grid stood below its minimum.</source>
   <translation>没有网格低于最低留守。</translation>
  </message>
  <message>
   <source>from {0}</source>
   <translation>自 {0}</translation>
  </message>
  <message>
   <source>lasted {0}</source>
   <translation>历时 {0}</translation>
  </message>
  <message>
   <source>no reason recorded</source>
   <translation>未说明原因</translation>
  </message>
  <message>
   <source>{0} (recorded too late)</source>
   <translation>{0}（说明过迟）</translation>
  </message>
 </context>
 <context>
  <name>GateBar</name>
  <message>
   <source>Gates</source>
   <translation>关口</translation>
  </message>
 </context>
 <context>
  <name>HeaderBar</name>
  <message>
   <source>Clock of the hub</source>
   <translation>中枢时钟</translation>
  </message>
  <message>
   <source>Command desk</source>
   <comment>name of the program after MUSTER</comment>
   <translation>集结指挥台</translation>
  </message>
  <message>
   <source>Ctrl K  Command</source>
   <translation>Ctrl K  命令</translation>
  </message>
  <message>
   <source>DEMO</source>
   <translation>演示</translation>
  </message>
  <message>
   <source>EXERCISE</source>
   <translation>演练</translation>
  </message>
  <message>
   <source>Every action by name  (Ctrl K)</source>
   <translation>按名称执行任何操作  (Ctrl K)</translation>
  </message>
  <message>
   <source>REPLAY</source>
   <translation>回放</translation>
  </message>
  <message>
   <source>Switch to Chinese</source>
   <translation>切换为英文</translation>
  </message>
  <message>
   <source>Sworn on the books {0} · auxiliaries {1} · others {2}</source>
   <translation>在册民警 {0} · 辅警 {1} · 群防 {2}</translation>
  </message>
  <message>
   <source>connecting to hub …</source>
   <translation>正在连接中枢 …</translation>
  </message>
  <message>
   <source>from a journal</source>
   <translation>来自档案</translation>
  </message>
  <message>
   <source>hub lost · try {0}</source>
   <translation>中枢断开 · 第 {0} 次重连</translation>
  </message>
  <message>
   <source>hub silent for {0} s</source>
   <translation>中枢静默 {0} 秒</translation>
  </message>
  <message>
   <source>hub{0} · {1} ev/s</source>
   <translation>中枢{0} · {1} 事件/秒</translation>
  </message>
  <message>
   <source>officers {0} ready / {1} on duty</source>
   <translation>警员 {0} 待命 / {1} 在岗</translation>
  </message>
  <message>
   <source>中文</source>
   <comment>the other language, in that language</comment>
   <translation>English</translation>
  </message>
 </context>
 <context>
  <name>HeaderFeed</name>
  <message>
   <source>No connection to the hub. The last picture is kept; nothing new arrives.</source>
   <translation>与中枢的连接中断。保留最后画面，暂无新消息。</translation>
  </message>
  <message>
   <source>Nothing falls due by it before whoever runs the hub has looked.</source>
   <translation>在中枢维护人员查看之前，不会据此判定任何时限。</translation>
  </message>
  <message>
   <source>The clock of the hub's machine is {0} ahead of this one.</source>
   <translation>中枢所在机器的时钟比此时钟快{0}。</translation>
  </message>
  <message>
   <source>The clock of the hub's machine is {0} behind this one.</source>
   <translation>中枢所在机器的时钟比此时钟慢{0}。</translation>
  </message>
  <message>
   <source>The hub has been silent for {0}: what you see is old.</source>
   <translation>中枢已静默 {0}：当前画面已过时。</translation>
  </message>
  <message>
   <source>The hub refuses this console: {0}</source>
   <translation>中枢拒绝本席位：{0}</translation>
  </message>
  <message>
   <source>Try now</source>
   <translation>立即重试</translation>
  </message>
  <message>
   <source>Trying again by itself, attempt {0}</source>
   <translation>正在自动重连，第 {0} 次</translation>
  </message>
 </context>
 <context>
  <name>IncidentFeed</name>
  <message>
   <source>The hub cannot be reached</source>
   <translation>无法连接中枢</translation>
  </message>
  <message>
   <source>Trying again by itself.</source>
   <translation>正在自动重连。</translation>
  </message>
  <message>
   <source>Waiting for the hub</source>
   <translation>正在等待中枢</translation>
  </message>
 </context>
 <context>
  <name>IncidentHeading</name>
  <message>
   <source>Leader</source>
   <translation>责任领导</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>编号</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>地点</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Time since the first report</source>
   <translation>自首次报警起的用时</translation>
  </message>
  <message>
   <source>overdue {0}</source>
   <translation>超时 {0}</translation>
  </message>
  <message>
   <source>{0} left</source>
   <translation>剩余 {0}</translation>
  </message>
 </context>
 <context>
  <name>IncidentPanel</name>
  <message>
   <source>Choose a row of the queue or a point on the map.</source>
   <translation>请在队列中选一行, 或在地图上选一点。</translation>
  </message>
  <message>
   <source>Nothing is selected</source>
   <translation>未选中警情</translation>
  </message>
  <message>
   <source>Please choose a level first: keys 1–4.</source>
   <translation>请先选择等级: 按键 1–4。</translation>
  </message>
  <message>
   <source>Please choose a type first.</source>
   <translation>请先选择类型。</translation>
  </message>
 </context>
 <context>
  <name>Leaving</name>
  <message>
   <source>Quit? Press Ctrl+Q once more</source>
   <translation>要退出吗？请再按一次 Ctrl+Q</translation>
  </message>
 </context>
 <context>
  <name>LevelPicker</name>
  <message>
   <source>Level</source>
   <translation>等级</translation>
  </message>
 </context>
 <context>
  <name>Lines</name>
  <message>
   <source>+{0} late</source>
   <translation>晚{0}</translation>
  </message>
  <message>
   <source>Commander</source>
   <translation>现场指挥员</translation>
  </message>
  <message>
   <source>DEMO</source>
   <translation>演示</translation>
  </message>
  <message>
   <source>Differs from the plan card (▼ easier): {0}</source>
   <translation>与预案不同（▼更容易）：{0}</translation>
  </message>
  <message>
   <source>EXERCISE</source>
   <translation>演练</translation>
  </message>
  <message>
   <source>Exercise</source>
   <translation>演练</translation>
  </message>
  <message>
   <source>First report</source>
   <translation>首次报警</translation>
  </message>
  <message>
   <source>In the work area at T0 already: {0}</source>
   <translation>T0时已在作业区内：{0}</translation>
  </message>
  <message>
   <source>Incident</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Ordered by</source>
   <translation>下令</translation>
  </message>
  <message>
   <source>Plan card</source>
   <translation>预案</translation>
  </message>
  <message>
   <source>REPLAY</source>
   <translation>回放</translation>
  </message>
  <message>
   <source>Rally point</source>
   <translation>集结点</translation>
  </message>
  <message>
   <source>Result of the muster</source>
   <translation>集结结果</translation>
  </message>
  <message>
   <source>Set out of service within ten minutes before T0: {0}</source>
   <translation>T0前十分钟内停用：{0}</translation>
  </message>
  <message>
   <source>Started</source>
   <translation>启动</translation>
  </message>
  <message>
   <source>T0 was set by the director, not by a player.</source>
   <translation>由导调启动，非参演人员启动。</translation>
  </message>
  <message>
   <source>The journal contradicts itself: {0}</source>
   <translation>日志自相矛盾：{0}</translation>
  </message>
  <message>
   <source>The strength was not sustained: too low from {0} on.</source>
   <translation>人数未能保持：自{0}起不足。</translation>
  </message>
  <message>
   <source>Three 10 minutes</source>
   <translation>三个10分钟</translation>
  </message>
  <message>
   <source>Too few were eligible at T0: {0}. Judged against that.</source>
   <translation>不具备条件：T0时可用民警仅{0}人，按此评定。</translation>
  </message>
  <message>
   <source>Verified by</source>
   <translation>核实</translation>
  </message>
  <message>
   <source>When</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>地点</translation>
  </message>
  <message>
   <source>as planned</source>
   <translation>计划</translation>
  </message>
  <message>
   <source>as planned, {0} by {1}</source>
   <translation>计划，{1}满{0}</translation>
  </message>
  <message>
   <source>at T1</source>
   <translation>T1时</translation>
  </message>
  <message>
   <source>at the limit</source>
   <translation>时限时</translation>
  </message>
  <message>
   <source>autopilot “{0}”</source>
   <translation>自动指挥（{0}）</translation>
  </message>
  <message>
   <source>counted</source>
   <translation>已计入</translation>
  </message>
  <message>
   <source>counted by voice</source>
   <translation>语音计入</translation>
  </message>
  <message>
   <source>eligible at T0</source>
   <translation>T0时可用</translation>
  </message>
  <message>
   <source>in the end</source>
   <translation>最终</translation>
  </message>
  <message>
   <source>judged from all {0} events of the journal</source>
   <translation>按日志全部 {0} 个事件评定</translation>
  </message>
  <message>
   <source>level {0}</source>
   <translation>{0}级</translation>
  </message>
  <message>
   <source>live, from this console's picture</source>
   <translation>实时，据本席位态势</translation>
  </message>
  <message>
   <source>never there</source>
   <translation>未到达</translation>
  </message>
  <message>
   <source>no reason recorded</source>
   <translation>未说明原因</translation>
  </message>
  <message>
   <source>not under this order</source>
   <translation>不在本集结令内</translation>
  </message>
  <message>
   <source>on time</source>
   <translation>按时</translation>
  </message>
  <message>
   <source>required</source>
   <translation>应到</translation>
  </message>
  <message>
   <source>seed {0}</source>
   <translation>种子{0}</translation>
  </message>
  <message>
   <source>senior officer of the first unit</source>
   <translation>首到单元最高职务民警</translation>
  </message>
  <message>
   <source>signed by {0}</source>
   <translation>由{0}签名</translation>
  </message>
  <message>
   <source>there</source>
   <translation>到达</translation>
  </message>
  <message>
   <source>version {0}</source>
   <translation>第{0}版</translation>
  </message>
  <message>
   <source>{0} (recorded too late)</source>
   <translation>{0}（说明过迟）</translation>
  </message>
 </context>
 <context>
  <name>LogExport</name>
  <message>
   <source>The log was not saved: {0}</source>
   <translation>日志未能保存：{0}</translation>
  </message>
  <message>
   <source>{0} lines saved: {1}</source>
   <translation>已保存 {0} 行：{1}</translation>
  </message>
 </context>
 <context>
  <name>LogSection</name>
  <message>
   <source>Add a note</source>
   <translation>添加备注</translation>
  </message>
  <message>
   <source>Copy lines</source>
   <translation>复制所选</translation>
  </message>
  <message>
   <source>Copy whole log</source>
   <translation>复制全部过程</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>过程</translation>
  </message>
  <message>
   <source>Log of this incident</source>
   <translation>本警情过程</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>Show sealed words ({0})</source>
   <translation>查看封存内容（{0}）</translation>
  </message>
  <message>
   <source>Your look is recorded.</source>
   <translation>查看将被记录。</translation>
  </message>
 </context>
 <context>
  <name>MapCurtain</name>
  <message>
   <source>Dispatching goes on without it.</source>
   <translation>派警不受影响。</translation>
  </message>
  <message>
   <source>Dispatching goes on without it; it comes back by itself.</source>
   <translation>派警不受影响，地图会自行恢复。</translation>
  </message>
  <message>
   <source>Drawing the map…</source>
   <translation>正在绘制地图…</translation>
  </message>
  <message>
   <source>No map loaded</source>
   <translation>未载入地图</translation>
  </message>
  <message>
   <source>The map appears as soon as a town is chosen.</source>
   <translation>选定城镇后即显示地图。</translation>
  </message>
  <message>
   <source>The map cannot be shown</source>
   <translation>无法显示地图</translation>
  </message>
  <message>
   <source>The map is restarting</source>
   <translation>地图正在重启</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
 </context>
 <context>
  <name>MapView</name>
  <message>
   <source>Cameras</source>
   <translation>摄像机</translation>
  </message>
  <message>
   <source>Closures</source>
   <translation>封控</translation>
  </message>
  <message>
   <source>Grids</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>Incidents</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Layers</source>
   <translation>图层</translation>
  </message>
  <message>
   <source>Map program files are missing: {0}</source>
   <translation>缺少地图程序文件：{0}</translation>
  </message>
  <message>
   <source>Positions are old: no link</source>
   <translation>位置已过时：连接中断</translation>
  </message>
  <message>
   <source>Sensors</source>
   <translation>传感器</translation>
  </message>
  <message>
   <source>The town's description cannot be read: {0}</source>
   <translation>无法读取城镇描述：{0}</translation>
  </message>
  <message>
   <source>Travel time</source>
   <translation>到达圈</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
  <message>
   <source>lost contact</source>
   <translation>失联</translation>
  </message>
  <message>
   <source>{0} min</source>
   <translation>{0} 分钟</translation>
  </message>
 </context>
 <context>
  <name>MeasureLines</name>
  <message>
   <source>Aim: half within 30 s</source>
   <translation>目标：半数 30 秒内签收</translation>
  </message>
  <message>
   <source>By voice</source>
   <translation>语音计入</translation>
  </message>
  <message>
   <source>Calls left alone</source>
   <translation>无人应答的报警</translation>
  </message>
  <message>
   <source>Desk actions per minute</source>
   <translation>每分钟坐席操作</translation>
  </message>
  <message>
   <source>Double orders</source>
   <translation>重复派警</translation>
  </message>
  <message>
   <source>ETA error P50 / P90</source>
   <translation>到达预计误差 P50 / P90</translation>
  </message>
  <message>
   <source>Efficiency T*/T1</source>
   <translation>效率 T*/T1</translation>
  </message>
  <message>
   <source>False declarations</source>
   <translation>误报受控</translation>
  </message>
  <message>
   <source>Final strength</source>
   <translation>最终警力</translation>
  </message>
  <message>
   <source>First on scene</source>
   <translation>首到现场</translation>
  </message>
  <message>
   <source>First report → T0</source>
   <translation>报警→启动</translation>
  </message>
  <message>
   <source>Grids bare at once, at worst</source>
   <translation>同时低于最低留守的网格（最多）</translation>
  </message>
  <message>
   <source>Judged apart</source>
   <translation>单独评定</translation>
  </message>
  <message>
   <source>Leader silent</source>
   <translation>领导未签收</translation>
  </message>
  <message>
   <source>Low: poor dispatching; high with a missed gate: bad luck</source>
   <translation>低：调度不当；高而未达标：运气不佳</translation>
  </message>
  <message>
   <source>Never signed</source>
   <translation>未签收</translation>
  </message>
  <message>
   <source>Order allowance, apart</source>
   <translation>下令余量（另列）</translation>
  </message>
  <message>
   <source>Orders taken back at once</source>
   <translation>立即撤回的派警</translation>
  </message>
  <message>
   <source>Plan card</source>
   <translation>预案</translation>
  </message>
  <message>
   <source>Reports with clock skew</source>
   <translation>设备时钟偏差</translation>
  </message>
  <message>
   <source>Rolling P50 / P90</source>
   <translation>出动 P50 / P90</translation>
  </message>
  <message>
   <source>Signed P50 / P90</source>
   <translation>签收 P50 / P90</translation>
  </message>
  <message>
   <source>Started</source>
   <translation>启动</translation>
  </message>
  <message>
   <source>Strength at the limit</source>
   <translation>时限时警力</translation>
  </message>
  <message>
   <source>Strength now</source>
   <translation>当前警力</translation>
  </message>
  <message>
   <source>Surplus over {0}</source>
   <translation>超出 {0} 的富余</translation>
  </message>
  <message>
   <source>Sustained</source>
   <translation>保持</translation>
  </message>
  <message>
   <source>T*</source>
   <translation>T*</translation>
  </message>
  <message>
   <source>T* best point</source>
   <translation>最优集结点 T*</translation>
  </message>
  <message>
   <source>T1</source>
   <translation>T1</translation>
  </message>
  <message>
   <source>The best that was possible, without the time for the order</source>
   <translation>可能达到的最好用时，不含下令时间</translation>
  </message>
  <message>
   <source>failed at {0}</source>
   <translation>{0} 起未能保持</translation>
  </message>
  <message>
   <source>from the T0 snapshot</source>
   <translation>按 T0 快照</translation>
  </message>
  <message>
   <source>held</source>
   <translation>已保持</translation>
  </message>
  <message>
   <source>looked for after the run</source>
   <translation>演练结束后推算</translation>
  </message>
  <message>
   <source>only from the journal</source>
   <translation>须按日志评定</translation>
  </message>
  <message>
   <source>optimal autopilot, same world</source>
   <translation>同一情景最优自动指挥</translation>
  </message>
 </context>
 <context>
  <name>MusterCurve</name>
  <message>
   <source>Muster curve</source>
   <translation>集结曲线</translation>
  </message>
  <message>
   <source>Muster curve — officers counted against time</source>
   <translation>集结曲线 — 已计警力与时间</translation>
  </message>
 </context>
 <context>
  <name>MusterPages</name>
  <message>
   <source>Assigned {0}</source>
   <translation>已派 {0}</translation>
  </message>
  <message>
   <source>Checklist {0}/{1}</source>
   <translation>清单 {0}/{1}</translation>
  </message>
  <message>
   <source>Plan card</source>
   <translation>预案</translation>
  </message>
  <message>
   <source>Posts {0}/{1}</source>
   <translation>岗位 {0}/{1}</translation>
  </message>
  <message>
   <source>To order {0}</source>
   <translation>拟派 {0}</translation>
  </message>
 </context>
 <context>
  <name>NumberField</name>
  <message>
   <source>At another number, else the same</source>
   <translation>回拨其他号码, 不填则同上</translation>
  </message>
  <message>
   <source>Call back</source>
   <translation>回拨</translation>
  </message>
  <message>
   <source>Number to call back</source>
   <translation>回拨号码</translation>
  </message>
 </context>
 <context>
  <name>OfferSection</name>
  <message>
   <source>1 bare</source>
   <translation>1 格空防</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>更换</translation>
  </message>
  <message>
   <source>Muster order — not given yet</source>
   <translation>集结令 — 尚未下达</translation>
  </message>
  <message>
   <source>Rally point {0}</source>
   <translation>集结点 {0}</translation>
  </message>
  <message>
   <source>{0} bare</source>
   <translation>{0} 格空防</translation>
  </message>
 </context>
 <context>
  <name>OrderForm</name>
  <message>
   <source>Arrive within</source>
   <translation>到达时限</translation>
  </message>
  <message>
   <source>Auxiliaries</source>
   <translation>辅警</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>更换</translation>
  </message>
  <message>
   <source>Civil defence</source>
   <translation>群防</translation>
  </message>
  <message>
   <source>Clocks</source>
   <translation>计时方式</translation>
  </message>
  <message>
   <source>From {0} to {1}</source>
   <translation>须在 {0} 至 {1} 之间</translation>
  </message>
  <message>
   <source>Gear</source>
   <translation>装备</translation>
  </message>
  <message>
   <source>Give the order</source>
   <translation>下达集结令</translation>
  </message>
  <message>
   <source>Held for, s</source>
   <translation>保持，秒</translation>
  </message>
  <message>
   <source>Keep, not yet</source>
   <translation>保存，暂不下达</translation>
  </message>
  <message>
   <source>Muster within</source>
   <translation>集结时限</translation>
  </message>
  <message>
   <source>Nobody would count: choose a tier.</source>
   <translation>无人可计入：请选择至少一级。</translation>
  </message>
  <message>
   <source>Please choose one of the list.</source>
   <translation>请从列表中选择一项。</translation>
  </message>
  <message>
   <source>Radio channel</source>
   <translation>信道</translation>
  </message>
  <message>
   <source>Rally point</source>
   <translation>集结点</translation>
  </message>
  <message>
   <source>Rally radius, m</source>
   <translation>集结半径，米</translation>
  </message>
  <message>
   <source>Resolve within</source>
   <translation>处置时限</translation>
  </message>
  <message>
   <source>Roll-caller</source>
   <translation>点验员</translation>
  </message>
  <message>
   <source>Route</source>
   <translation>路线</translation>
  </message>
  <message>
   <source>Scene commander</source>
   <translation>现场指挥员</translation>
  </message>
  <message>
   <source>Senior officer of the first unit</source>
   <translation>首个单元的带队民警</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>警力</translation>
  </message>
  <message>
   <source>Sustained, s</source>
   <translation>持续，秒</translation>
  </message>
  <message>
   <source>This needs units that go directly to the scene.</source>
   <translation>该方式要求单元直接到现场。</translation>
  </message>
  <message>
   <source>Tier 1</source>
   <translation>一级</translation>
  </message>
  <message>
   <source>Tier 2</source>
   <translation>二级</translation>
  </message>
  <message>
   <source>Tier 3</source>
   <translation>三级</translation>
  </message>
  <message>
   <source>Where they count</source>
   <translation>计入地点</translation>
  </message>
  <message>
   <source>Who counts</source>
   <translation>计入对象</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>Checklist</source>
   <translation>清单</translation>
  </message>
  <message>
   <source>Cover</source>
   <translation>留守</translation>
  </message>
  <message>
   <source>Grid</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>No grid stood below its minimum.</source>
   <translation>没有网格低于最低留守。</translation>
  </message>
  <message>
   <source>No muster was activated in this journal.</source>
   <translation>本日志中没有启动集结。</translation>
  </message>
  <message>
   <source>Nothing out of the ordinary.</source>
   <translation>无异常情况。</translation>
  </message>
  <message>
   <source>Post</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>Posts</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Under control when</source>
   <translation>现场受控条件</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>单元</translation>
  </message>
  <message>
   <source>Units: {0} orders, {1} counted in the end</source>
   <translation>单元：派警{0}次，最终计入{1}个</translation>
  </message>
  <message>
   <source>What came between</source>
   <translation>过程中的情况</translation>
  </message>
  <message>
   <source>and {0} more in the file</source>
   <translation>另有{0}条，见文件</translation>
  </message>
  <message>
   <source>by</source>
   <translation>单元</translation>
  </message>
  <message>
   <source>evidence</source>
   <translation>取证</translation>
  </message>
  <message>
   <source>filled</source>
   <translation>到齐</translation>
  </message>
  <message>
   <source>from</source>
   <translation>自</translation>
  </message>
  <message>
   <source>last</source>
   <translation>最后到位</translation>
  </message>
  <message>
   <source>lasted</source>
   <translation>持续</translation>
  </message>
  <message>
   <source>limit {0}</source>
   <translation>时限 {0}</translation>
  </message>
  <message>
   <source>officers</source>
   <translation>民警</translation>
  </message>
  <message>
   <source>reason</source>
   <translation>理由</translation>
  </message>
  <message>
   <source>result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>there</source>
   <translation>到达</translation>
  </message>
  <message>
   <source>there / wanted</source>
   <translation>到位/应到</translation>
  </message>
 </context>
 <context>
  <name>PageKeeper</name>
  <message>
   <source>The map page cannot draw: {0}</source>
   <translation>地图页面无法绘制：{0}</translation>
  </message>
  <message>
   <source>The map page does not start.</source>
   <translation>地图页面未能启动。</translation>
  </message>
  <message>
   <source>The map page keeps crashing.</source>
   <translation>地图页面反复崩溃。</translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message>
   <source>The hub cannot be reached</source>
   <translation>无法连接中枢</translation>
  </message>
  <message>
   <source>Trying again by itself, attempt {0}</source>
   <translation>正在自动重连，第 {0} 次</translation>
  </message>
  <message>
   <source>Waiting for the hub</source>
   <translation>正在等待中枢</translation>
  </message>
 </context>
 <context>
  <name>PastFeed</name>
  <message>
   <source>not signed</source>
   <translation>无签名</translation>
  </message>
  <message>
   <source>signed by its hub</source>
   <translation>有中枢签名</translation>
  </message>
  <message>
   <source>{0} events</source>
   <translation>{0} 条记录</translation>
  </message>
  <message>
   <source>{0} · chain whole, {1}</source>
   <translation>{0} · 链条完整，{1}</translation>
  </message>
  <message>
   <source>{0} · changed at entry {1}: what follows cannot be relied on</source>
   <translation>{0} · 第 {1} 条被改动：其后不可采信</translation>
  </message>
  <message>
   <source>{0} · checking the chain, {1} %</source>
   <translation>{0} · 正在核对链条 {1}%</translation>
  </message>
  <message>
   <source>{0} · cut off after entry {1}</source>
   <translation>{0} · 第 {1} 条之后缺失</translation>
  </message>
 </context>
 <context>
  <name>PlaceField</name>
  <message>
   <source>On map</source>
   <translation>地图选点</translation>
  </message>
  <message>
   <source>Street, crossing, premises; at P-101, CAM-031</source>
   <translation>道路、路口、单位; 或 P-101、CAM-031 处</translation>
  </message>
  <message>
   <source>Waiting for a click on the map</source>
   <translation>请在地图上点选</translation>
  </message>
  <message>
   <source>position is rough</source>
   <translation>位置不精确</translation>
  </message>
 </context>
 <context>
  <name>PlanUnitsSection</name>
  <message>
   <source>To be ordered — {0} units · {1} officers</source>
   <translation>拟派 — {0} 个单元 · {1} 名民警</translation>
  </message>
 </context>
 <context>
  <name>PostDelegate</name>
  <message>
   <source>nobody sent</source>
   <translation>尚未派人</translation>
  </message>
 </context>
 <context>
  <name>PostsSection</name>
  <message>
   <source>Posts — {0} of {1} filled · {2} of {3} officers</source>
   <translation>岗位 — 到位 {0}/{1} · 民警 {2}/{3}</translation>
  </message>
 </context>
 <context>
  <name>QueueDelegate</name>
  <message>
   <source>FORECAST LATE</source>
   <translation>预计超时</translation>
  </message>
  <message>
   <source>OVERDUE %1</source>
   <translation>超时 %1</translation>
  </message>
 </context>
 <context>
  <name>QueueView</name>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Every grid</source>
   <translation>全部网格</translation>
  </message>
  <message>
   <source>Filter by words</source>
   <translation>按文字筛选</translation>
  </message>
  <message>
   <source>Filter by words  /</source>
   <translation>按文字筛选  /</translation>
  </message>
  <message>
   <source>Grid</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>Grid · {0}</source>
   <translation>网格 · {0}</translation>
  </message>
  <message>
   <source>Mine</source>
   <translation>我的</translation>
  </message>
  <message>
   <source>New calls appear here by themselves.</source>
   <translation>新的报警会自动出现在这里。</translation>
  </message>
  <message>
   <source>Nothing matches the filter</source>
   <translation>没有符合筛选的警情</translation>
  </message>
  <message>
   <source>Overdue</source>
   <translation>超时</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>警情队列</translation>
  </message>
  <message>
   <source>Queue of calls, incidents and cases</source>
   <translation>报警、警情与案件队列</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>The queue is empty</source>
   <translation>队列为空</translation>
  </message>
  <message>
   <source>Type, place, grid, number …</source>
   <translation>类型、地点、网格、编号 …</translation>
  </message>
  <message>
   <source>What does not match is still in the queue.</source>
   <translation>未显示的警情仍在队列中。</translation>
  </message>
  <message>
   <source>▲ {0} new above</source>
   <translation>▲ 上方 {0} 条新警情</translation>
  </message>
 </context>
 <context>
  <name>RecommendedDelegate</name>
  <message>
   <source>cover kept</source>
   <translation>留守不减</translation>
  </message>
  <message>
   <source>for {0}</source>
   <translation>替补 {0}</translation>
  </message>
  <message>
   <source>strips 1 grid</source>
   <translation>1 格空防</translation>
  </message>
  <message>
   <source>strips {0} grids</source>
   <translation>{0} 格空防</translation>
  </message>
 </context>
 <context>
  <name>RecommendedSection</name>
  <message>
   <source>Recommended</source>
   <translation>推荐</translation>
  </message>
  <message>
   <source>Recommended — being worked out …</source>
   <translation>推荐 — 计算中 …</translation>
  </message>
  <message>
   <source>Recommended — nobody suitable is available</source>
   <translation>推荐 — 暂无合适警力</translation>
  </message>
  <message>
   <source>Recommended — out of date</source>
   <translation>推荐 — 已过时</translation>
  </message>
  <message>
   <source>Recommended — reserve, Q sends the first</source>
   <translation>推荐 — 替补，Q 派出首位</translation>
  </message>
 </context>
 <context>
  <name>ReportersSection</name>
  <message>
   <source>+{0} more</source>
   <translation>另有 {0} 条</translation>
  </message>
  <message>
   <source>Called back</source>
   <translation>已回访</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>Reporters · {0}</source>
   <translation>报警人 · {0}</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Take out</source>
   <translation>拆分</translation>
  </message>
  <message>
   <source>to call back: {0}</source>
   <translation>待回访: {0}</translation>
  </message>
 </context>
 <context>
  <name>ResultFeed</name>
  <message>
   <source>Result copied</source>
   <translation>结果已复制</translation>
  </message>
  <message>
   <source>Result saved: {0}</source>
   <translation>结果已保存：{0}</translation>
  </message>
  <message>
   <source>The hub did not bring the journal</source>
   <translation>中枢未能提供日志</translation>
  </message>
  <message>
   <source>The journal came with gaps and is not judged</source>
   <translation>日志不完整，未评定</translation>
  </message>
  <message>
   <source>The journal cannot be judged: {0}</source>
   <translation>日志无法评定：{0}</translation>
  </message>
  <message>
   <source>The journal has no such muster</source>
   <translation>日志中没有该集结</translation>
  </message>
  <message>
   <source>The journal is too long to be judged here: main.py score does it</source>
   <translation>日志过长，请用 main.py score 评定</translation>
  </message>
  <message>
   <source>The result was not saved: {0}</source>
   <translation>结果未保存：{0}</translation>
  </message>
  <message>
   <source>There is no result to save</source>
   <translation>没有可保存的结果</translation>
  </message>
 </context>
 <context>
  <name>ResultPanel</name>
  <message>
   <source>As text  (Ctrl C)</source>
   <translation>复制为文本 (Ctrl C)</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Cover — {0} gaps</source>
   <translation>留守 — {0} 个缺口</translation>
  </message>
  <message>
   <source>From every event of the journal, as anybody can do it again</source>
   <translation>依据日志全部事件，任何人可重算</translation>
  </message>
  <message>
   <source>Gates, measures and units stand here from the muster order on.</source>
   <translation>下达集结令后，此处显示关口、指标与各单元。</translation>
  </message>
  <message>
   <source>Judge the journal</source>
   <translation>按日志评定</translation>
  </message>
  <message>
   <source>Judging …</source>
   <translation>评定中 …</translation>
  </message>
  <message>
   <source>No muster yet</source>
   <translation>尚无集结</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Save as {0}</source>
   <translation>存为 {0}</translation>
  </message>
  <message>
   <source>Save elsewhere …</source>
   <translation>另存为…</translation>
  </message>
  <message>
   <source>Save ▾</source>
   <translation>保存 ▾</translation>
  </message>
  <message>
   <source>Units — {0} of {1} counted</source>
   <translation>单元 — 计入 {0}/{1}</translation>
  </message>
 </context>
 <context>
  <name>Sentences</name>
  <message>
   <source>, {0} later than shown</source>
   <translation>，比预计晚{0}</translation>
  </message>
  <message>
   <source>, {0} more gaps likewise</source>
   <translation>，另有{0}处缺口相同</translation>
  </message>
  <message>
   <source>; not there: {0}</source>
   <translation>；未到：{0}</translation>
  </message>
  <message>
   <source>All gates passed.</source>
   <translation>各关均达标。</translation>
  </message>
  <message>
   <source>It is not decided yet.</source>
   <translation>尚未评定完毕。</translation>
  </message>
  <message>
   <source>Judged by an easier definition: this is not called three 10 minutes.</source>
   <translation>按更容易的标准评定，不称“三个10分钟”。</translation>
  </message>
  <message>
   <source>Not kept: {0}. What decided it: {1}.</source>
   <translation>未达标：{0}。原因：{1}。</translation>
  </message>
  <message>
   <source>Not ranked: {0}.</source>
   <translation>不计排名：{0}。</translation>
  </message>
  <message>
   <source>Ordered again after {0} was stood down; missed there: {1}</source>
   <translation>{0}解散后再次集结；该次不合格：{1}</translation>
  </message>
  <message>
   <source>Ordered again: the first order's gates stand first.</source>
   <translation>本次为再次下令，先列首次各关。</translation>
  </message>
  <message>
   <source>The best possible as it stood at T0 was {0}; efficiency {1}.</source>
   <translation>按T0态势可能的最好用时为{0}，效率{1}。</translation>
  </message>
  <message>
   <source>The best possible in the same world was {0}; efficiency {1}.</source>
   <translation>同一情景下可能的最好用时为{0}，效率{1}。</translation>
  </message>
  <message>
   <source>The three 10 minutes were kept: mustered in {0}, on scene in {1}, resolved in {2}.</source>
   <translation>三个10分钟全部达标：集结{0}，到达{1}，处置{2}。</translation>
  </message>
  <message>
   <source>a minute after its last muster</source>
   <translation>最后一次集结结束一分钟后</translation>
  </message>
  <message>
   <source>a real emergency</source>
   <translation>发生真实警情</translation>
  </message>
  <message>
   <source>all of it stood before the phase began</source>
   <translation>本阶段开始前已全部具备</translation>
  </message>
  <message>
   <source>control is declared and nobody else has verified it</source>
   <translation>已宣布受控，无他人核实</translation>
  </message>
  <message>
   <source>declaration found false</source>
   <translation>宣布受控不实</translation>
  </message>
  <message>
   <source>exercise goes on</source>
   <translation>演练继续</translation>
  </message>
  <message>
   <source>exercise paused</source>
   <translation>演练暂停</translation>
  </message>
  <message>
   <source>exercise speed ×{0}</source>
   <translation>演练倍速 ×{0}</translation>
  </message>
  <message>
   <source>interrupted before it was decided</source>
   <translation>评定前中断</translation>
  </message>
  <message>
   <source>no grid stood below its minimum</source>
   <translation>没有网格低于最低留守</translation>
  </message>
  <message>
   <source>no muster order was given</source>
   <translation>未下达集结令</translation>
  </message>
  <message>
   <source>no unit on scene reported a handling action</source>
   <translation>现场无单元报告处置动作</translation>
  </message>
  <message>
   <source>nobody was sent to the posts</source>
   <translation>无人派往岗位</translation>
  </message>
  <message>
   <source>not reached within {0}</source>
   <translation>{0}内未达到</translation>
  </message>
  <message>
   <source>post “{0}”</source>
   <translation>岗位“{0}”</translation>
  </message>
  <message>
   <source>reached at {0} after {1}</source>
   <translation>{0}达到，用时{1}</translation>
  </message>
  <message>
   <source>reached at {0} after {1}, {2} late</source>
   <translation>{0}达到，用时{1}，超时{2}</translation>
  </message>
  <message>
   <source>real emergency: everybody free</source>
   <translation>真实警情：全部单元解除</translation>
  </message>
  <message>
   <source>reserves recalled</source>
   <translation>召回备勤</translation>
  </message>
  <message>
   <source>road closed</source>
   <translation>道路封闭</translation>
  </message>
  <message>
   <source>road open again</source>
   <translation>道路恢复通行</translation>
  </message>
  <message>
   <source>so far</source>
   <translation>目前</translation>
  </message>
  <message>
   <source>stood down before it was reached</source>
   <translation>达到前已解除</translation>
  </message>
  <message>
   <source>stopped by hand</source>
   <translation>人工停止</translation>
  </message>
  <message>
   <source>the head-count of {0} came last</source>
   <translation>{0}最后确认人数</translation>
  </message>
  <message>
   <source>the last evidence was “{0}”</source>
   <translation>最后取证的一项是“{0}”</translation>
  </message>
  <message>
   <source>the phase before it has not ended</source>
   <translation>上一阶段未结束</translation>
  </message>
  <message>
   <source>the phase before it was never finished</source>
   <translation>上一阶段始终未完成</translation>
  </message>
  <message>
   <source>the posts did not stay filled for long enough</source>
   <translation>岗位到位后未能保持</translation>
  </message>
  <message>
   <source>the posts stood, the first handling action came last</source>
   <translation>岗位已到齐，首个处置动作最后报告</translation>
  </message>
  <message>
   <source>the reason for {0} came too late</source>
   <translation>{0}的理由登记过迟</translation>
  </message>
  <message>
   <source>the scene commander has not declared control</source>
   <translation>现场指挥员未宣布受控</translation>
  </message>
  <message>
   <source>the scene commander's declaration came last</source>
   <translation>现场指挥员最后宣布受控</translation>
  </message>
  <message>
   <source>the time of the exercise was over</source>
   <translation>演练时间已到</translation>
  </message>
  <message>
   <source>work area drawn anew</source>
   <translation>作业区重画</translation>
  </message>
  <message>
   <source>{0} ({1})</source>
   <translation>{0}（{1}）</translation>
  </message>
  <message>
   <source>{0} counted last</source>
   <translation>{0}最后计入</translation>
  </message>
  <message>
   <source>{0} declined</source>
   <translation>{0}拒签</translation>
  </message>
  <message>
   <source>{0} delayed</source>
   <translation>{0}延误</translation>
  </message>
  <message>
   <source>{0} did not sign in time</source>
   <translation>{0}未按时签收</translation>
  </message>
  <message>
   <source>{0} gaps, each with a reason in time</source>
   <translation>{0}处缺口，均已及时说明理由</translation>
  </message>
  <message>
   <source>{0} has {1} of {2} officers</source>
   <translation>{0}到位{1}人，应到{2}人</translation>
  </message>
  <message>
   <source>{0} late</source>
   <translation>超时{0}</translation>
  </message>
  <message>
   <source>{0} of {1} counted</source>
   <translation>已计入{0}人，应到{1}人</translation>
  </message>
  <message>
   <source>{0} of {1} items open, first “{2}”</source>
   <translation>清单{1}项中{0}项未完成，首项“{2}”</translation>
  </message>
  <message>
   <source>{0} officers counted at the limit, {1} were required.</source>
   <translation>时限时计入{0}人（应到{1}人）。</translation>
  </message>
  <message>
   <source>{0} out of service</source>
   <translation>{0}停用</translation>
  </message>
  <message>
   <source>{0} stood below its minimum without a reason</source>
   <translation>{0}低于最低留守且无理由</translation>
  </message>
  <message>
   <source>{0} was filled last</source>
   <translation>{0}最后到位</translation>
  </message>
  <message>
   <source>{0}: contact lost</source>
   <translation>{0}失联</translation>
  </message>
  <message>
   <source>{0}: {1}</source>
   <translation>{0}：{1}</translation>
  </message>
 </context>
 <context>
  <name>SignInPanel</name>
  <message>
   <source>Password</source>
   <translation>密码</translation>
  </message>
  <message>
   <source>Sign in</source>
   <translation>登录</translation>
  </message>
  <message>
   <source>User</source>
   <translation>用户</translation>
  </message>
 </context>
 <context>
  <name>StateBanner</name>
  <message>
   <source>Dismiss</source>
   <translation>关闭提示</translation>
  </message>
 </context>
 <context>
  <name>StrengthTable</name>
  <message>
   <source>Bound</source>
   <translation>已派</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>Others</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>待命</translation>
  </message>
  <message>
   <source>There</source>
   <translation>到位</translation>
  </message>
 </context>
 <context>
  <name>SuggestionRows</name>
  <message>
   <source>Suggested types</source>
   <translation>建议的警情类型</translation>
  </message>
  <message>
   <source>Types follow from the words</source>
   <translation>根据报警内容建议类型</translation>
  </message>
 </context>
 <context>
  <name>TableWords</name>
  <message>
   <source>Post</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>单元</translation>
  </message>
  <message>
   <source>at</source>
   <translation>时刻</translation>
  </message>
  <message>
   <source>counted</source>
   <translation>已计入</translation>
  </message>
  <message>
   <source>gate</source>
   <translation>关口</translation>
  </message>
  <message>
   <source>late (s)</source>
   <translation>超时（秒）</translation>
  </message>
  <message>
   <source>limit (s)</source>
   <translation>时限（秒）</translation>
  </message>
  <message>
   <source>muster no.</source>
   <translation>集结编号</translation>
  </message>
  <message>
   <source>officers</source>
   <translation>民警</translation>
  </message>
  <message>
   <source>ordered</source>
   <translation>派警</translation>
  </message>
  <message>
   <source>reached</source>
   <translation>达到</translation>
  </message>
  <message>
   <source>reason</source>
   <translation>理由</translation>
  </message>
  <message>
   <source>required</source>
   <translation>应到</translation>
  </message>
  <message>
   <source>result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>rolling (s)</source>
   <translation>出动（秒）</translation>
  </message>
  <message>
   <source>seconds after T0</source>
   <translation>T0后秒数</translation>
  </message>
  <message>
   <source>shown (s)</source>
   <translation>预计（秒）</translation>
  </message>
  <message>
   <source>signed (s)</source>
   <translation>签收（秒）</translation>
  </message>
  <message>
   <source>standing</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>started</source>
   <translation>起算</translation>
  </message>
  <message>
   <source>team</source>
   <translation>单位</translation>
  </message>
  <message>
   <source>there (s)</source>
   <translation>到达（秒）</translation>
  </message>
  <message>
   <source>tier</source>
   <translation>级次</translation>
  </message>
  <message>
   <source>took (s)</source>
   <translation>用时（秒）</translation>
  </message>
 </context>
 <context>
  <name>TakeCallForm</name>
  <message>
   <source>No details yet</source>
   <translation>尚无内容</translation>
  </message>
 </context>
 <context>
  <name>Terms</name>
  <message>
   <source>Arrive</source>
   <translation>到达</translation>
  </message>
  <message>
   <source>Cover</source>
   <translation>留守</translation>
  </message>
  <message>
   <source>Muster</source>
   <translation>集结</translation>
  </message>
  <message>
   <source>Resolve</source>
   <translation>处置</translation>
  </message>
  <message>
   <source>anybody</source>
   <translation>任何人</translation>
  </message>
  <message>
   <source>autopilot</source>
   <translation>自动指挥</translation>
  </message>
  <message>
   <source>easier than the plan card</source>
   <translation>低于预案标准</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>中断</translation>
  </message>
  <message>
   <source>missed</source>
   <translation>未达标</translation>
  </message>
  <message>
   <source>no</source>
   <translation>否</translation>
  </message>
  <message>
   <source>no run</source>
   <translation>无演练记录</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>not an exercise</source>
   <translation>非演练</translation>
  </message>
  <message>
   <source>not at real speed</source>
   <translation>非实时速度</translation>
  </message>
  <message>
   <source>not ended</source>
   <translation>未结束</translation>
  </message>
  <message>
   <source>not signed by its hub</source>
   <translation>未签名</translation>
  </message>
  <message>
   <source>not started</source>
   <translation>未开始</translation>
  </message>
  <message>
   <source>passed</source>
   <translation>达标</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>running</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source>signed by a hub that is not registered</source>
   <translation>由未登记的中枢签名</translation>
  </message>
  <message>
   <source>stood down</source>
   <translation>已解除</translation>
  </message>
  <message>
   <source>stood down and ordered again</source>
   <translation>解散后再次集结</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>是</translation>
  </message>
  <message>
   <source>{field}: {given} instead of {standard}</source>
   <translation>{field}：{given}（预案{standard}）</translation>
  </message>
 </context>
 <context>
  <name>TextPage</name>
  <message>
   <source>No muster was activated in this journal.</source>
   <translation>本日志中没有启动集结。</translation>
  </message>
  <message>
   <source>Not ranked: {0}</source>
   <translation>不计排名：{0}</translation>
  </message>
  <message>
   <source>ranked</source>
   <translation>计入排名</translation>
  </message>
 </context>
 <context>
  <name>TimeLinePanel</name>
  <message>
   <source>An exported journal is looked at with: main.py replay FILE</source>
   <translation>查看导出的档案：main.py replay 文件</translation>
  </message>
  <message>
   <source>Go to …</source>
   <translation>跳转…</translation>
  </message>
  <message>
   <source>Next event ▸</source>
   <translation>下一事件 ▸</translation>
  </message>
  <message>
   <source>This window shows the present</source>
   <translation>本窗口显示实时</translation>
  </message>
  <message>
   <source>▶ Play</source>
   <translation>▶ 播放</translation>
  </message>
  <message>
   <source>◂ Event before</source>
   <translation>◂ 上一事件</translation>
  </message>
  <message>
   <source>❚❚ Hold</source>
   <translation>❚❚ 暂停</translation>
  </message>
 </context>
 <context>
  <name>ToastStrip</name>
  <message>
   <source>Again</source>
   <translation>重发</translation>
  </message>
  <message>
   <source>It is meant</source>
   <translation>确认无误</translation>
  </message>
  <message>
   <source>Not confirmed in time, not done: {0}</source>
   <translation>未在时限内确认，未执行：{0}</translation>
  </message>
  <message>
   <source>Not confirmed yet: {0}</source>
   <translation>尚未确认：{0}</translation>
  </message>
  <message>
   <source>Take back  Ctrl Z</source>
   <translation>撤销  Ctrl Z</translation>
  </message>
 </context>
 <context>
  <name>UnitDelegate</name>
  <message>
   <source>late {0}</source>
   <translation>晚 {0}</translation>
  </message>
  <message>
   <source>never heard</source>
   <translation>无定位</translation>
  </message>
 </context>
 <context>
  <name>UnitDetailPanel</name>
  <message>
   <source>Able to</source>
   <translation>能力</translation>
  </message>
  <message>
   <source>No unit is selected</source>
   <translation>未选中单元</translation>
  </message>
  <message>
   <source>Radio</source>
   <translation>电台信道</translation>
  </message>
  <message>
   <source>Roster</source>
   <translation>在编人员</translation>
  </message>
  <message>
   <source>Show on map</source>
   <translation>地图上显示</translation>
  </message>
  <message>
   <source>Vehicle</source>
   <translation>车辆</translation>
  </message>
  <message>
   <source>{0} — {1} officers, {2} auxiliaries, {3} others</source>
   <translation>{0} — 民警 {1}, 辅警 {2}, 群防 {3}</translation>
  </message>
 </context>
 <context>
  <name>UnitListView</name>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Available</source>
   <translation>待命</translation>
  </message>
  <message>
   <source>ETA</source>
   <translation>预计到达</translation>
  </message>
  <message>
   <source>Engaged</source>
   <translation>执行中</translation>
  </message>
  <message>
   <source>Filter  /</source>
   <translation>筛选  /</translation>
  </message>
  <message>
   <source>Filter by words</source>
   <translation>按文字筛选</translation>
  </message>
  <message>
   <source>Incident</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Make-up</source>
   <translation>警·辅·群</translation>
  </message>
  <message>
   <source>No unit matches the filter</source>
   <translation>没有符合筛选的警力</translation>
  </message>
  <message>
   <source>No units are registered</source>
   <translation>尚未登记警力</translation>
  </message>
  <message>
   <source>Officers, auxiliaries, others</source>
   <translation>民警、辅警、群防</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>定位</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Team</source>
   <translation>队伍</translation>
  </message>
  <message>
   <source>Tier 1</source>
   <translation>一级</translation>
  </message>
  <message>
   <source>Tier 2</source>
   <translation>二级</translation>
  </message>
  <message>
   <source>Tier 3</source>
   <translation>三级</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>单元</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
 </context>
 <context>
  <name>UnitResultModel</name>
  <message>
   <source>Counted</source>
   <translation>计入</translation>
  </message>
  <message>
   <source>Officers</source>
   <translation>民警</translation>
  </message>
  <message>
   <source>Rolling</source>
   <translation>出动</translation>
  </message>
  <message>
   <source>Shown</source>
   <translation>预计</translation>
  </message>
  <message>
   <source>Signed</source>
   <translation>签收</translation>
  </message>
  <message>
   <source>There</source>
   <translation>到位</translation>
  </message>
  <message>
   <source>Time from the order on</source>
   <translation>自下令起</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>单元</translation>
  </message>
 </context>
 <context>
  <name>WaitingRows</name>
  <message>
   <source>Calls put aside</source>
   <translation>搁置的来电</translation>
  </message>
 </context>
 <context>
  <name>WallExtras</name>
  <message>
   <source>Picture of {0} saved</source>
   <translation>{0} 的画面已保存</translation>
  </message>
  <message>
   <source>The picture of {0} cannot be saved</source>
   <translation>无法保存 {0} 的画面</translation>
  </message>
  <message>
   <source>{0} has no picture</source>
   <translation>{0} 没有画面</translation>
  </message>
  <message>
   <source>{0} is not open</source>
   <translation>{0} 未打开</translation>
  </message>
 </context>
 <context>
  <name>WallHeader</name>
  <message>
   <source>CPU {0} %</source>
   <translation>CPU {0} %</translation>
  </message>
  <message>
   <source>Go through the cameras, page by page</source>
   <translation>逐页轮巡全部摄像机</translation>
  </message>
  <message>
   <source>Number and size of the tiles</source>
   <translation>画面数量与大小</translation>
  </message>
  <message>
   <source>Show my own view of the town</source>
   <translation>显示我的城区画面</translation>
  </message>
  <message>
   <source>Show the cameras nearest to the selected incident</source>
   <translation>显示距所选警情最近的摄像机</translation>
  </message>
  <message>
   <source>Wall</source>
   <translation>视频墙</translation>
  </message>
  <message>
   <source>follow incident</source>
   <translation>跟随警情</translation>
  </message>
  <message>
   <source>my view</source>
   <translation>我的画面</translation>
  </message>
  <message>
   <source>tour</source>
   <translation>巡视</translation>
  </message>
  <message>
   <source>{0} / {1}</source>
   <translation>{0} / {1} 路</translation>
  </message>
  <message>
   <source>{0} fps</source>
   <translation>{0} 帧/秒</translation>
  </message>
 </context>
 <context>
  <name>WallView</name>
  <message>
   <source>Back to all tiles</source>
   <translation>返回全部画面</translation>
  </message>
  <message>
   <source>Copy picture</source>
   <translation>复制画面</translation>
  </message>
  <message>
   <source>Full size</source>
   <translation>全屏显示</translation>
  </message>
  <message>
   <source>No cameras on the wall</source>
   <translation>视频墙上没有摄像机</translation>
  </message>
  <message>
   <source>Open in a window</source>
   <translation>在独立窗口打开</translation>
  </message>
  <message>
   <source>Reconnect now (F5)</source>
   <translation>立即重新连接（F5）</translation>
  </message>
  <message>
   <source>Save picture to the incident</source>
   <translation>截图存入警情</translation>
  </message>
  <message>
   <source>Select an incident and the cameras nearest to it come up here.</source>
   <translation>选择警情后，最近的摄像机会显示在这里。</translation>
  </message>
  <message>
   <source>Show the whole picture (F9)</source>
   <translation>显示完整画面（F9）</translation>
  </message>
  <message>
   <source>Take off the wall</source>
   <translation>移出视频墙</translation>
  </message>
 </context>
 <context>
  <name>Words</name>
  <message>
   <source>(sealed)</source>
   <translation>（已封存）</translation>
  </message>
  <message>
   <source>{0} and {1} more</source>
   <translation>{0} 等另 {1} 个</translation>
  </message>
 </context>
 <context>
  <name>_Plot</name>
  <message>
   <source>as planned</source>
   <translation>计划</translation>
  </message>
  <message>
   <source>counted</source>
   <translation>已计入</translation>
  </message>
  <message>
   <source>min</source>
   <translation>分</translation>
  </message>
 </context>
 <context>
  <name>board</name>
  <message>
   <source>No beat of their own</source>
   <translation>无固定辖区</translation>
  </message>
  <message>
   <source>asks for an extension</source>
   <translation>申请延期</translation>
  </message>
  <message>
   <source>bare grids without a reason: {0}</source>
   <translation>未说明原因的空防网格：{0}</translation>
  </message>
  <message>
   <source>clock runs, no muster order yet</source>
   <translation>计时已启动，尚未下达集结令</translation>
  </message>
  <message>
   <source>declared under control: verify or refute</source>
   <translation>已宣布受控：请核实或判定不实</translation>
  </message>
  <message>
   <source>escalated, needs a lead</source>
   <translation>已升级，须指定主办</translation>
  </message>
  <message>
   <source>leader has not acknowledged</source>
   <translation>领导未签收</translation>
  </message>
  <message>
   <source>major, no muster order yet</source>
   <translation>重大警情，尚未下达集结令</translation>
  </message>
  <message>
   <source>muster will be late: send a substitute</source>
   <translation>集结将超时：请派替补</translation>
  </message>
  <message>
   <source>mustered: send units to the posts</source>
   <translation>已集结：派往岗位</translation>
  </message>
  <message>
   <source>too few eligible: recall the reserves</source>
   <translation>可集结警力不足：召回备勤</translation>
  </message>
  <message>
   <source>{0} · no reason yet</source>
   <translation>{0} · 尚未说明原因</translation>
  </message>
  <message>
   <source>{0}: {1} of {2}</source>
   <translation>{0}：{1}/{2}</translation>
  </message>
 </context>
 <context>
  <name>capabilities</name>
  <message>
   <source>armed</source>
   <translation>持枪</translation>
  </message>
  <message>
   <source>city management</source>
   <translation>城管</translation>
  </message>
  <message>
   <source>cordon</source>
   <translation>警戒</translation>
  </message>
  <message>
   <source>drone</source>
   <translation>无人机</translation>
  </message>
  <message>
   <source>environment</source>
   <translation>环保</translation>
  </message>
  <message>
   <source>fire</source>
   <translation>消防</translation>
  </message>
  <message>
   <source>gas</source>
   <translation>燃气</translation>
  </message>
  <message>
   <source>grid work</source>
   <translation>网格巡查</translation>
  </message>
  <message>
   <source>hazardous goods</source>
   <translation>危化处置</translation>
  </message>
  <message>
   <source>mediation</source>
   <translation>调解</translation>
  </message>
  <message>
   <source>medical</source>
   <translation>急救</translation>
  </message>
  <message>
   <source>negotiation</source>
   <translation>谈判</translation>
  </message>
  <message>
   <source>patrol</source>
   <translation>巡逻</translation>
  </message>
  <message>
   <source>power</source>
   <translation>电力</translation>
  </message>
  <message>
   <source>rescue</source>
   <translation>救援</translation>
  </message>
  <message>
   <source>traffic</source>
   <translation>交通</translation>
  </message>
  <message>
   <source>water</source>
   <translation>供水</translation>
  </message>
 </context>
 <context>
  <name>clocks</name>
  <message>
   <source>(P90 {0})</source>
   <translation>(P90 {0})</translation>
  </message>
  <message>
   <source>(P90 {0}, tight)</source>
   <translation>(P90 {0} 吃紧)</translation>
  </message>
  <message>
   <source>1 MUSTER</source>
   <translation>1 集结</translation>
  </message>
  <message>
   <source>2 ARRIVE</source>
   <translation>2 到达</translation>
  </message>
  <message>
   <source>3 RESOLVE</source>
   <translation>3 处置</translation>
  </message>
  <message>
   <source>auxiliaries {0} apart</source>
   <translation>辅警 {0} 另计</translation>
  </message>
  <message>
   <source>below for {0}</source>
   <translation>不足已 {0}</translation>
  </message>
  <message>
   <source>cannot reach</source>
   <translation>无法集满</translation>
  </message>
  <message>
   <source>checklist {0}</source>
   <translation>清单 {0}</translation>
  </message>
  <message>
   <source>civil defence {0} apart</source>
   <translation>群防 {0} 另计</translation>
  </message>
  <message>
   <source>declared and verified</source>
   <translation>已宣布并核实</translation>
  </message>
  <message>
   <source>declared, to be verified by somebody else</source>
   <translation>已宣布，待他人核实</translation>
  </message>
  <message>
   <source>false declarations {0}</source>
   <translation>误报受控 {0}</translation>
  </message>
  <message>
   <source>first on scene {0} {1}</source>
   <translation>首到 {0} {1}</translation>
  </message>
  <message>
   <source>forecast +{0}</source>
   <translation>预计超时 {0}</translation>
  </message>
  <message>
   <source>forecast {0}</source>
   <translation>预计 {0}</translation>
  </message>
  <message>
   <source>forecast: not reached with these units</source>
   <translation>预计：现有警力无法集满</translation>
  </message>
  <message>
   <source>handling reported</source>
   <translation>已开展处置</translation>
  </message>
  <message>
   <source>hold {0} s</source>
   <translation>保持 {0} 秒</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>中断</translation>
  </message>
  <message>
   <source>limit {0}</source>
   <translation>时限 {0}</translation>
  </message>
  <message>
   <source>missed</source>
   <translation>未达标</translation>
  </message>
  <message>
   <source>missed, not reached</source>
   <translation>超时，未达到</translation>
  </message>
  <message>
   <source>missed, reached after {0}</source>
   <translation>超时，{0} 达到</translation>
  </message>
  <message>
   <source>no forecast yet</source>
   <translation>尚无预计</translation>
  </message>
  <message>
   <source>no handling reported yet</source>
   <translation>尚未报告处置</translation>
  </message>
  <message>
   <source>no muster order yet</source>
   <translation>尚未下达集结令</translation>
  </message>
  <message>
   <source>not declared yet</source>
   <translation>尚未宣布受控</translation>
  </message>
  <message>
   <source>not eligible: {0} of {1}, best achievable {2}</source>
   <translation>不具备条件：{1} 人中仅 {0} 人可集结，最快 {2}</translation>
  </message>
  <message>
   <source>not started</source>
   <translation>未开始</translation>
  </message>
  <message>
   <source>not sustained</source>
   <translation>未能保持</translation>
  </message>
  <message>
   <source>passed</source>
   <translation>达标</translation>
  </message>
  <message>
   <source>passed in {0}</source>
   <translation>达标 {0}</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>phase 2 was never reached</source>
   <translation>到达阶段未完成</translation>
  </message>
  <message>
   <source>posts filled, handling begun, in {0}</source>
   <translation>{0} 内到岗处置</translation>
  </message>
  <message>
   <source>posts {0}</source>
   <translation>岗位 {0}</translation>
  </message>
  <message>
   <source>running</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source>stood down</source>
   <translation>已解除</translation>
  </message>
  <message>
   <source>strength stands, hold {0} s</source>
   <translation>人数已满，还须保持 {0} 秒</translation>
  </message>
  <message>
   <source>under control</source>
   <translation>现场受控</translation>
  </message>
  <message>
   <source>under control in {0}</source>
   <translation>{0} 内现场受控</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>未知</translation>
  </message>
  <message>
   <source>{0} by voice</source>
   <translation>语音 {0}</translation>
  </message>
  <message>
   <source>{0} left</source>
   <translation>剩余 {0}</translation>
  </message>
  <message>
   <source>{0} officers in {1}</source>
   <translation>{1} 内集结 {0} 名警力</translation>
  </message>
  <message>
   <source>{0} under way</source>
   <translation>途中 {0}</translation>
  </message>
  <message>
   <source>{0}, late by {1}</source>
   <translation>{0} 超时 {1}</translation>
  </message>
  <message>
   <source>{0}, old</source>
   <translation>{0}（过时）</translation>
  </message>
 </context>
 <context>
  <name>command</name>
  <message>
   <source>Its place is not known</source>
   <translation>位置未知</translation>
  </message>
  <message>
   <source>No call is waiting</source>
   <translation>没有待受理的报警</translation>
  </message>
  <message>
   <source>No command “{0}” — ? shows them all</source>
   <translation>没有命令“{0}”，? 查看全部</translation>
  </message>
  <message>
   <source>No command “{0}”. Did you mean “{1}”?</source>
   <translation>没有命令“{0}”。是否想说“{1}”？</translation>
  </message>
  <message>
   <source>No duplicate is suspected here</source>
   <translation>此处没有疑似重复</translation>
  </message>
  <message>
   <source>Not for a waiting call</source>
   <translation>待受理报警不能这样操作</translation>
  </message>
  <message>
   <source>Nothing here is sealed</source>
   <translation>此处没有封存内容</translation>
  </message>
  <message>
   <source>Oldest call, waiting {0}</source>
   <translation>等待最久的报警，已等 {0}</translation>
  </message>
  <message>
   <source>Overdue for {0}</source>
   <translation>已超时 {0}</translation>
  </message>
  <message>
   <source>Select an incident first</source>
   <translation>请先选择警情</translation>
  </message>
  <message>
   <source>Taken back: {0}</source>
   <translation>已撤销：{0}</translation>
  </message>
  <message>
   <source>The wall as it is is your own view now</source>
   <translation>当前视频墙已设为我的画面</translation>
  </message>
  <message>
   <source>The wall shows no camera</source>
   <translation>视频墙上没有画面</translation>
  </message>
  <message>
   <source>There is no earlier event of this kind</source>
   <translation>此前没有此类事件</translation>
  </message>
  <message>
   <source>There is no later event of this kind</source>
   <translation>其后没有此类事件</translation>
  </message>
  <message>
   <source>There is no recommendation yet</source>
   <translation>尚无推荐警力</translation>
  </message>
  <message>
   <source>There is nothing to take back</source>
   <translation>没有可撤销的操作</translation>
  </message>
  <message>
   <source>This desk has no access as “{0}”</source>
   <translation>本席位无“{0}”权限</translation>
  </message>
  <message>
   <source>{0} There is none now</source>
   <translation>{0}现在没有</translation>
  </message>
  <message>
   <source>{0} is not known</source>
   <translation>没有 {0}</translation>
  </message>
  <message>
   <source>“{0}” is not for {1}</source>
   <translation>“{0}”不适用于 {1}</translation>
  </message>
  <message>
   <source>“{0}” is too much here</source>
   <translation>“{0}”多余</translation>
  </message>
  <message>
   <source>“{0}” means nothing here.</source>
   <translation>“{0}”在此无意义。</translation>
  </message>
  <message>
   <source>“{0}” means nothing here. {1}</source>
   <translation>“{0}”在此无意义。{1}</translation>
  </message>
 </context>
 <context>
  <name>docks</name>
  <message>
   <source>Command board</source>
   <translation>指挥板</translation>
  </message>
  <message>
   <source>Incident</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>过程</translation>
  </message>
  <message>
   <source>Map</source>
   <translation>地图</translation>
  </message>
  <message>
   <source>New call</source>
   <translation>新报警</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>警情队列</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Time line</source>
   <translation>时间轴</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
  <message>
   <source>Wall</source>
   <translation>视频墙</translation>
  </message>
 </context>
 <context>
  <name>duplicates</name>
  <message>
   <source>at the same time</source>
   <translation>同时</translation>
  </message>
  <message>
   <source>kindred type</source>
   <translation>类型相近</translation>
  </message>
  <message>
   <source>same caller</source>
   <translation>同一来电</translation>
  </message>
  <message>
   <source>same spot</source>
   <translation>同一地点</translation>
  </message>
  <message>
   <source>same type</source>
   <translation>类型相同</translation>
  </message>
  <message>
   <source>within {0} min</source>
   <translation>{0} 分钟内</translation>
  </message>
  <message>
   <source>within {0} s</source>
   <translation>{0} 秒内</translation>
  </message>
  <message>
   <source>words: {0}</source>
   <translation>内容: {0}</translation>
  </message>
  <message>
   <source>{0} apart</source>
   <translation>相距 {0}</translation>
  </message>
 </context>
 <context>
  <name>events</name>
  <message>
   <source> (by voice, {seat})</source>
   <translation>（话音代报，{seat}）</translation>
  </message>
  <message>
   <source> by voice</source>
   <translation>（语音）</translation>
  </message>
  <message>
   <source> · not free: {units}</source>
   <translation> · 不可用：{units}</translation>
  </message>
  <message>
   <source>, {count} above the roster</source>
   <translation>，超出在册 {count} 人</translation>
  </message>
  <message>
   <source>A pass is defined by {card}, version {version}</source>
   <translation>合格标准：{card}（第{version}版）</translation>
  </message>
  <message>
   <source>Baseline at T0: best achievable time {best}</source>
   <translation>T0 基线：最快可达 {best}</translation>
  </message>
  <message>
   <source>Below minimum cover: {grid_ids}</source>
   <translation>低于最低留守：{grid_ids}</translation>
  </message>
  <message>
   <source>Below minimum cover: {grid_ids}. Reason: {reason}</source>
   <translation>低于最低留守：{grid_ids}。理由：{reason}</translation>
  </message>
  <message>
   <source>Checklist: {item} withdrawn: {reason}</source>
   <translation>现场受控清单撤回：{item}（{reason}）</translation>
  </message>
  <message>
   <source>Checklist: {item}{note}{proxy}</source>
   <translation>现场受控清单：{item}{note}{proxy}</translation>
  </message>
  <message>
   <source>Cover restored: {grid_ids}</source>
   <translation>留守恢复：{grid_ids}</translation>
  </message>
  <message>
   <source>Declaration found false: {reason}</source>
   <translation>现场受控宣布不实：{reason}</translation>
  </message>
  <message>
   <source>Differs from the plan card: {changes}</source>
   <translation>与预案不同：{changes}</translation>
  </message>
  <message>
   <source>Early warning for {subject}: {detail}</source>
   <translation>预警 {subject}：{detail}</translation>
  </message>
  <message>
   <source>Exercise begins: {name}</source>
   <translation>演练开始：{name}</translation>
  </message>
  <message>
   <source>Exercise control: {text}</source>
   <translation>导调：{text}</translation>
  </message>
  <message>
   <source>Exercise ended: {reason}</source>
   <translation>演练结束：{reason}</translation>
  </message>
  <message>
   <source>Exercise goes on</source>
   <translation>演练继续</translation>
  </message>
  <message>
   <source>Exercise interrupted, real emergency: {live_incident}</source>
   <translation>演练中断，发生真实警情：{live_incident}</translation>
  </message>
  <message>
   <source>Exercise paused: {reason}</source>
   <translation>演练暂停：{reason}</translation>
  </message>
  <message>
   <source>Exercise runs at ×{rate}</source>
   <translation>演练倍速 ×{rate}</translation>
  </message>
  <message>
   <source>Gate {gate}: {verdict}</source>
   <translation>{gate}关：{verdict}</translation>
  </message>
  <message>
   <source>Journal opened</source>
   <translation>日志开启</translation>
  </message>
  <message>
   <source>Muster order: {required} officers to {rally}{skipped}</source>
   <translation>集结令：{required} 名民警到 {rally} 集结{skipped}</translation>
  </message>
  <message>
   <source>Muster stood down: {reason}</source>
   <translation>集结撤收：{reason}</translation>
  </message>
  <message>
   <source>Note: {text}</source>
   <translation>备注：{text}</translation>
  </message>
  <message>
   <source>Order to {unit_id} cancelled: {reason}</source>
   <translation>取消派警 {unit_id}：{reason}</translation>
  </message>
  <message>
   <source>Personal data of {call_id} erased: {reason}</source>
   <translation>{call_id} 个人信息已删除：{reason}</translation>
  </message>
  <message>
   <source>Phase {phase} ordered</source>
   <translation>下令第 {phase} 阶段</translation>
  </message>
  <message>
   <source>Registered: {name}</source>
   <translation>登记：{name}</translation>
  </message>
  <message>
   <source>Reporter of {call_id} told {text}</source>
   <translation>已向 {call_id} 报警人反馈 {text}</translation>
  </message>
  <message>
   <source>Reserves recalled: {unit_ids}</source>
   <translation>召回备勤：{unit_ids}</translation>
  </message>
  <message>
   <source>Road closed ({closure_id}): {reason}</source>
   <translation>道路封控（{closure_id}）：{reason}</translation>
  </message>
  <message>
   <source>Road open again ({closure_id})</source>
   <translation>解除封控（{closure_id}）</translation>
  </message>
  <message>
   <source>Scene declared under control{proxy}</source>
   <translation>宣布现场受控{proxy}</translation>
  </message>
  <message>
   <source>Scene verified as under control</source>
   <translation>现场受控已核实</translation>
  </message>
  <message>
   <source>Sent to posts: {assignments}</source>
   <translation>派往岗位：{assignments}</translation>
  </message>
  <message>
   <source>Strength not sustained: too long below the required</source>
   <translation>集结未能保持：人数不足超时</translation>
  </message>
  <message>
   <source>Taken out of the registry: {entry_id} ({reason})</source>
   <translation>已从登记中注销：{entry_id}（{reason}）</translation>
  </message>
  <message>
   <source>T{phase} reached: {end}</source>
   <translation>T{phase} 达成：{end}</translation>
  </message>
  <message>
   <source>What was said about {subject_id} erased: {reason}</source>
   <translation>{subject_id} 的相关文字已删除：{reason}</translation>
  </message>
  <message>
   <source>Wind from {from_deg}°, {speed} m/s</source>
   <translation>风向 {from_deg}°，{speed} 米/秒</translation>
  </message>
  <message>
   <source>Work area drawn anew</source>
   <translation>重划作业区</translation>
  </message>
  <message>
   <source>missed</source>
   <translation>未达标</translation>
  </message>
  <message>
   <source>passed</source>
   <translation>达标</translation>
  </message>
  <message>
   <source>unclassified</source>
   <translation>未分类</translation>
  </message>
  <message>
   <source>{call_id} archived</source>
   <translation>{call_id} 已归档</translation>
  </message>
  <message>
   <source>{call_id} is no duplicate of {other_id}</source>
   <translation>{call_id} 与 {other_id} 不是同一警情</translation>
  </message>
  <message>
   <source>{call_id} may be a duplicate of {other_id} again</source>
   <translation>{call_id} 与 {other_id} 恢复为可能重复</translation>
  </message>
  <message>
   <source>{call_id} merged into {incident_id}</source>
   <translation>{call_id} 并入 {incident_id}</translation>
  </message>
  <message>
   <source>{call_id} rejected: {reason}</source>
   <translation>{call_id} 不予受理：{reason}</translation>
  </message>
  <message>
   <source>{call_id} reported: {type}, {place} ({channel})</source>
   <translation>{call_id} 报警：{type}，{place}（{channel}）</translation>
  </message>
  <message>
   <source>{call_id} seen</source>
   <translation>{call_id} 已知悉</translation>
  </message>
  <message>
   <source>{call_id} taken out of {incident_id}: {reason}</source>
   <translation>{call_id} 从 {incident_id} 拆分：{reason}</translation>
  </message>
  <message>
   <source>{grid} below its minimum cover: {units} of {minimum}</source>
   <translation>{grid} 低于最低留守：{units}/{minimum}</translation>
  </message>
  <message>
   <source>{incident_id} accepted: {type}, level {level}, {place}</source>
   <translation>{incident_id} 受理：{type}，{level} 级，{place}</translation>
  </message>
  <message>
   <source>{incident_id} archived</source>
   <translation>{incident_id} 已归档</translation>
  </message>
  <message>
   <source>{incident_id} assigned to {lead}</source>
   <translation>{incident_id} 分派给{lead}</translation>
  </message>
  <message>
   <source>{incident_id} closed: {disposition}</source>
   <translation>{incident_id} 结案：{disposition}</translation>
  </message>
  <message>
   <source>{incident_id} declared major, {leader} notified</source>
   <translation>{incident_id} 列为重大，已通知{leader}</translation>
  </message>
  <message>
   <source>{incident_id} escalated: {reason}</source>
   <translation>{incident_id} 升级：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} evaluated: {rating}</source>
   <translation>{incident_id} 评价：{rating}</translation>
  </message>
  <message>
   <source>{incident_id} extended: {reason}</source>
   <translation>{incident_id} 延期：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} follows the case flow {name}</source>
   <translation>{incident_id} 按流程“{name}”办理</translation>
  </message>
  <message>
   <source>{incident_id} handed in to verify: {feedback}</source>
   <translation>{incident_id} 提交核查：{feedback}</translation>
  </message>
  <message>
   <source>{incident_id} is now {type}, level {level}, {place}</source>
   <translation>{incident_id} 更正为{type}，{level} 级，{place}</translation>
  </message>
  <message>
   <source>{incident_id} reopened: {reason}</source>
   <translation>{incident_id} 重开：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} resumed</source>
   <translation>{incident_id} 恢复办理</translation>
  </message>
  <message>
   <source>{incident_id} returned: {reason}</source>
   <translation>{incident_id} 退回：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} sent to rework: {reason}</source>
   <translation>{incident_id} 返工：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} signed by {handler}</source>
   <translation>{incident_id} 已签收（{handler}）</translation>
  </message>
  <message>
   <source>{incident_id} transferred to {department}: {reason}</source>
   <translation>{incident_id} 流转至{department}：{reason}</translation>
  </message>
  <message>
   <source>{incident_id} under supervision {text}</source>
   <translation>{incident_id} 督办 {text}</translation>
  </message>
  <message>
   <source>{incident_id} urged {text}</source>
   <translation>{incident_id} 催办 {text}</translation>
  </message>
  <message>
   <source>{incident_id}: deadline near</source>
   <translation>{incident_id} 临近时限</translation>
  </message>
  <message>
   <source>{incident_id}: extension asked: {reason}</source>
   <translation>{incident_id} 申请延期：{reason}</translation>
  </message>
  <message>
   <source>{incident_id}: leader acknowledged</source>
   <translation>{incident_id} 指挥长已签收</translation>
  </message>
  <message>
   <source>{incident_id}: leader silent, {leader} notified</source>
   <translation>{incident_id} 领导未签收，已通知{leader}</translation>
  </message>
  <message>
   <source>{incident_id}: muster activated {by}, {eligible} officers eligible</source>
   <translation>{incident_id}：{by}启动集结，可集结民警 {eligible} 人</translation>
  </message>
  <message>
   <source>{incident_id}: overdue</source>
   <translation>{incident_id} 超期</translation>
  </message>
  <message>
   <source>{sensor} alarms at {value}</source>
   <translation>{sensor} 报警 {value}</translation>
  </message>
  <message>
   <source>{sensor} back to normal at {value}</source>
   <translation>{sensor} 恢复正常 {value}</translation>
  </message>
  <message>
   <source>{unit_id} corrected to {state}: {reason}</source>
   <translation>{unit_id} 更正为{state}：{reason}</translation>
  </message>
  <message>
   <source>{unit_id} counted: {heads}{voice}</source>
   <translation>{unit_id} 计入 {heads} 人{voice}</translation>
  </message>
  <message>
   <source>{unit_id} declined: {reason}</source>
   <translation>{unit_id} 拒签：{reason}</translation>
  </message>
  <message>
   <source>{unit_id} delayed: {reason}</source>
   <translation>{unit_id} 延误：{reason}</translation>
  </message>
  <message>
   <source>{unit_id} dispatched to {incident_id}{override_reason}</source>
   <translation>派警 {unit_id} → {incident_id}{override_reason}</translation>
  </message>
  <message>
   <source>{unit_id} diverted to {incident_id}: {reason}</source>
   <translation>{unit_id} 改派至 {incident_id}：{reason}</translation>
  </message>
  <message>
   <source>{unit_id} handles: {action}{proxy}</source>
   <translation>{unit_id} 开展处置：{action}{proxy}</translation>
  </message>
  <message>
   <source>{unit_id} has not acknowledged</source>
   <translation>{unit_id} 未签收</translation>
  </message>
  <message>
   <source>{unit_id} in place: {area}</source>
   <translation>{unit_id} 到位：{area}</translation>
  </message>
  <message>
   <source>{unit_id} no longer in place: {area} ({why})</source>
   <translation>{unit_id} 不再到位：{area}（{why}）</translation>
  </message>
  <message>
   <source>{unit_id} not counted: {why}</source>
   <translation>{unit_id} 未计入：{why}</translation>
  </message>
  <message>
   <source>{unit_id} says it is in place: {area}{proxy}</source>
   <translation>{unit_id} 语音报告到位：{area}{proxy}</translation>
  </message>
  <message>
   <source>{unit_id} seems to have arrived, confirm? (P)</source>
   <translation>{unit_id} 疑似到位，请确认（P）</translation>
  </message>
  <message>
   <source>{unit_id} {state} {reason}</source>
   <translation>{unit_id} {state} {reason}</translation>
  </message>
  <message>
   <source>{unit_id} {state}{proxy}</source>
   <translation>{unit_id} {state}{proxy}</translation>
  </message>
  <message>
   <source>{unit_id}: contact again</source>
   <translation>{unit_id} 恢复联系</translation>
  </message>
  <message>
   <source>{unit_id}: contact lost</source>
   <translation>{unit_id} 失联</translation>
  </message>
  <message>
   <source>{unit_id}: head-count {heads}{over}{proxy}</source>
   <translation>{unit_id} 报到人数 {heads}{over}{proxy}</translation>
  </message>
  <message>
   <source>{unit_id}: position contradicts the voice report, {away_m} m away</source>
   <translation>{unit_id} 定位与语音报告不符，相距 {away_m} 米</translation>
  </message>
 </context>
 <context>
  <name>history</name>
  <message>
   <source>Accepted as {incident}, level {level}</source>
   <translation>受理为 {incident}，{level} 级</translation>
  </message>
  <message>
   <source>Closed: {disposition}</source>
   <translation>结案：{disposition}</translation>
  </message>
  <message>
   <source>Declared major</source>
   <translation>列为重大</translation>
  </message>
  <message>
   <source>Leader acknowledged</source>
   <translation>指挥长已签收</translation>
  </message>
  <message>
   <source>Note: {text}</source>
   <translation>备注：{text}</translation>
  </message>
  <message>
   <source>{call} reported ({channel})</source>
   <translation>{call} 报警（{channel}）</translation>
  </message>
 </context>
 <context>
  <name>incident</name>
  <message>
   <source>({0} merged)</source>
   <translation>（已合并 {0}）</translation>
  </message>
  <message>
   <source>From the words: {0}</source>
   <translation>根据报警内容: {0}</translation>
  </message>
  <message>
   <source>Type given by the source of the report</source>
   <translation>类型由报警来源给出</translation>
  </message>
  <message>
   <source>arrived? confirm with P</source>
   <translation>疑似到位，按 P 确认</translation>
  </message>
  <message>
   <source>no acknowledgement</source>
   <translation>未签收</translation>
  </message>
  <message>
   <source>told {0} ✓</source>
   <translation>{0} 已反馈 ✓</translation>
  </message>
  <message>
   <source>wanted</source>
   <translation>需要</translation>
  </message>
  <message>
   <source>wants a call back</source>
   <translation>要求回访</translation>
  </message>
  <message>
   <source>{name} {id}: {value} {unit}, threshold {limit} {unit}</source>
   <translation>{name} {id}：{value} {unit}，阈值 {limit} {unit}</translation>
  </message>
  <message>
   <source>{who} · acknowledged {clock} ✓</source>
   <translation>{who} · 已签收 {clock} ✓</translation>
  </message>
  <message>
   <source>{who} · notified {clock}, no answer yet</source>
   <translation>{who} · {clock} 已通知，未签收</translation>
  </message>
 </context>
 <context>
  <name>intake</name>
  <message>
   <source>Accept</source>
   <translation>受理</translation>
  </message>
  <message>
   <source>As a waiting call, to be accepted later</source>
   <translation>存为待受理报警, 稍后受理</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>恢复</translation>
  </message>
  <message>
   <source>Channel</source>
   <translation>渠道</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>New call</source>
   <translation>新报警</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>暂存</translation>
  </message>
  <message>
   <source>Take the call</source>
   <translation>登记报警</translation>
  </message>
 </context>
 <context>
  <name>map</name>
  <message>
   <source>E</source>
   <translation>东</translation>
  </message>
  <message>
   <source>N</source>
   <translation>北</translation>
  </message>
  <message>
   <source>NE</source>
   <translation>东北</translation>
  </message>
  <message>
   <source>NW</source>
   <translation>西北</translation>
  </message>
  <message>
   <source>Rally point {0} · {1} + {2} on scene / {3}</source>
   <translation>集结点 {0} · {1} + {2} 现场 / {3}</translation>
  </message>
  <message>
   <source>Rally point {0} · {1} / {2}</source>
   <translation>集结点 {0} · {1} / {2}</translation>
  </message>
  <message>
   <source>S</source>
   <translation>南</translation>
  </message>
  <message>
   <source>SE</source>
   <translation>东南</translation>
  </message>
  <message>
   <source>SW</source>
   <translation>西南</translation>
  </message>
  <message>
   <source>W</source>
   <translation>西</translation>
  </message>
  <message>
   <source>{0} wind {1} m/s</source>
   <translation>{0}风 {1} m/s</translation>
  </message>
 </context>
 <context>
  <name>map_menu</name>
  <message>
   <source>Close the road here ({0} m)</source>
   <translation>在此封控道路（{0} 米）</translation>
  </message>
  <message>
   <source>Closed from the map</source>
   <translation>地图封控</translation>
  </message>
 </context>
 <context>
  <name>muster</name>
  <message>
   <source>+{0} auxiliaries</source>
   <translation>+辅警 {0}</translation>
  </message>
  <message>
   <source>+{0} civil defence</source>
   <translation>+群防 {0}</translation>
  </message>
  <message>
   <source>At the rally point or on scene</source>
   <translation>集结点或现场</translation>
  </message>
  <message>
   <source>Balanced</source>
   <translation>均衡</translation>
  </message>
  <message>
   <source>Below cover without a reason: {0} — ⇧C gives one</source>
   <translation>低于最低留守且无理由：{0} — ⇧C 登记理由</translation>
  </message>
  <message>
   <source>By roll call at the rally point</source>
   <translation>集结点点验</translation>
  </message>
  <message>
   <source>Channel</source>
   <translation>渠道</translation>
  </message>
  <message>
   <source>Channel: {0}</source>
   <translation>信道：{0}</translation>
  </message>
  <message>
   <source>Checklist</source>
   <translation>清单</translation>
  </message>
  <message>
   <source>Contacts</source>
   <translation>联系</translation>
  </message>
  <message>
   <source>Cordon</source>
   <translation>警戒</translation>
  </message>
  <message>
   <source>Ctrl M gives it</source>
   <translation>按 Ctrl M 下达</translation>
  </message>
  <message>
   <source>Ctrl M orders one for a major incident</source>
   <translation>重大警情按 Ctrl M 下令集结</translation>
  </message>
  <message>
   <source>Directly to the scene</source>
   <translation>直接到现场</translation>
  </message>
  <message>
   <source>Each at its order</source>
   <translation>逐段下令</translation>
  </message>
  <message>
   <source>Evacuation</source>
   <translation>疏散</translation>
  </message>
  <message>
   <source>Every item stands — ⇧D enters the scene commander's declaration</source>
   <translation>各项均成立 — ⇧D 代报现场指挥员宣布</translation>
  </message>
  <message>
   <source>Every post has its people</source>
   <translation>各岗位人员已足</translation>
  </message>
  <message>
   <source>Fastest</source>
   <translation>最快</translation>
  </message>
  <message>
   <source>Gear</source>
   <translation>装备</translation>
  </message>
  <message>
   <source>I ticks them</source>
   <translation>按 I 勾选</translation>
  </message>
  <message>
   <source>Keep cover</source>
   <translation>保留守</translation>
  </message>
  <message>
   <source>L declares it major</source>
   <translation>按 L 定为重大</translation>
  </message>
  <message>
   <source>Leaves below cover: {0}</source>
   <translation>低于最低留守：{0} 格</translation>
  </message>
  <message>
   <source>Muster and arrival together</source>
   <translation>集结与到达并行</translation>
  </message>
  <message>
   <source>Muster order · {0} · {1}</source>
   <translation>集结令 · {0} · {1}</translation>
  </message>
  <message>
   <source>Muster order — leaves below cover: {0}</source>
   <translation>集结令——将低于最低留守：{0}</translation>
  </message>
  <message>
   <source>Muster {0} units · {1} officers</source>
   <translation>集结 {0} 个单元 · {1} 名民警</translation>
  </message>
  <message>
   <source>No plan from the planner yet: nearest units, times not known</source>
   <translation>尚无规划方案：按最近单元，用时未知</translation>
  </message>
  <message>
   <source>Nobody is left to be sent to a post</source>
   <translation>没有可派往岗位的单元</translation>
  </message>
  <message>
   <source>Not within {0} with this plan</source>
   <translation>该方案 {0} 内不能完成</translation>
  </message>
  <message>
   <source>One after another</source>
   <translation>依次</translation>
  </message>
  <message>
   <source>Only {0} of {1} officers are free; {2} in reserve, ⇧B recalls them</source>
   <translation>可用民警仅 {0}/{1}；备勤 {2}，⇧B 召回</translation>
  </message>
  <message>
   <source>Open: {0} — I ticks an item when it is true</source>
   <translation>尚缺 {0} 项 — 成立后按 I 勾选</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>集结令</translation>
  </message>
  <message>
   <source>Plan card</source>
   <translation>预案</translation>
  </message>
  <message>
   <source>Posts</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>Rally point: {0}</source>
   <translation>集结点：{0}</translation>
  </message>
  <message>
   <source>Rescue lane</source>
   <translation>救援通道</translation>
  </message>
  <message>
   <source>Roll-caller: {0}</source>
   <translation>点验员：{0}</translation>
  </message>
  <message>
   <source>Route: {0}</source>
   <translation>路线：{0}</translation>
  </message>
  <message>
   <source>Scene command</source>
   <translation>现场指挥</translation>
  </message>
  <message>
   <source>Scene commander: {0}</source>
   <translation>现场指挥员：{0}</translation>
  </message>
  <message>
   <source>Tasks</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>The last muster was stood down: {0}</source>
   <translation>上一次集结已撤收：{0}</translation>
  </message>
  <message>
   <source>This type of incident has no plan card.</source>
   <translation>该类警情没有预案。</translation>
  </message>
  <message>
   <source>Traffic</source>
   <translation>交通</translation>
  </message>
  <message>
   <source>V reports by voice that his unit is there</source>
   <translation>按 V 口头报告其单元已到场</translation>
  </message>
  <message>
   <source>V reports by voice that it is there</source>
   <translation>按 V 代报到位</translation>
  </message>
  <message>
   <source>With these units no post can be filled</source>
   <translation>现有单元无法满足任何岗位</translation>
  </message>
  <message>
   <source>across the wind</source>
   <translation>侧风向</translation>
  </message>
  <message>
   <source>another person verifies, whatever the seat</source>
   <translation>须由另一人核实，与席位无关</translation>
  </message>
  <message>
   <source>ask the duty leader; units can be dispatched with Ctrl ⏎</source>
   <translation>请指挥长下令；可先按 Ctrl ⏎ 派警</translation>
  </message>
  <message>
   <source>choose another with ⇧R or on the map</source>
   <translation>按 ⇧R 或在地图上另选</translation>
  </message>
  <message>
   <source>choose one with ⇧R or on the map</source>
   <translation>按 ⇧R 或在地图上选定</translation>
  </message>
  <message>
   <source>chosen by hand, times not known yet</source>
   <translation>手工选定，用时未知</translation>
  </message>
  <message>
   <source>downwind!</source>
   <translation>下风向！</translation>
  </message>
  <message>
   <source>earliest {0}</source>
   <translation>最早 {0}</translation>
  </message>
  <message>
   <source>limit missed</source>
   <translation>已超时限</translation>
  </message>
  <message>
   <source>nobody is free for it</source>
   <translation>没有可用单元</translation>
  </message>
  <message>
   <source>send more units with Ctrl ⏎ or Q</source>
   <translation>可按 Ctrl ⏎ 或 Q 增派</translation>
  </message>
  <message>
   <source>the whole roster</source>
   <translation>全员</translation>
  </message>
  <message>
   <source>tight</source>
   <translation>吃紧</translation>
  </message>
  <message>
   <source>to the scene</source>
   <translation>去现场</translation>
  </message>
  <message>
   <source>units go to their posts first</source>
   <translation>先派单元到岗</translation>
  </message>
  <message>
   <source>upwind</source>
   <translation>上风向</translation>
  </message>
  <message>
   <source>will be missed</source>
   <translation>将超时限</translation>
  </message>
  <message>
   <source>{0} above the roster</source>
   <translation>超花名册 {0} 人</translation>
  </message>
  <message>
   <source>{0} after {1}</source>
   <translation>{1} 满 {0}</translation>
  </message>
  <message>
   <source>{0} by voice</source>
   <translation>语音 {0}</translation>
  </message>
  <message>
   <source>{0} in {1}</source>
   <translation>{1} 满 {0}</translation>
  </message>
  <message>
   <source>{0} of {1} officers</source>
   <translation>民警 {0}/{1}</translation>
  </message>
  <message>
   <source>{0} officers</source>
   <translation>{0} 名民警</translation>
  </message>
  <message>
   <source>{0} officers within {1}</source>
   <translation>{0} 名民警，时限 {1}</translation>
  </message>
  <message>
   <source>{0} to the scene</source>
   <translation>到现场 {0}</translation>
  </message>
  <message>
   <source>{0} units</source>
   <translation>{0} 个单元</translation>
  </message>
  <message>
   <source>{0} units to {1} posts</source>
   <translation>{0} 个单元 → {1} 个岗位</translation>
  </message>
  <message>
   <source>⇧D enters the declaration</source>
   <translation>按 ⇧D 代报宣布</translation>
  </message>
  <message>
   <source>⇧M opens the order</source>
   <translation>按 ⇧M 编辑集结令</translation>
  </message>
  <message>
   <source>⇧V verifies it, ⇧X refutes it — somebody else than {0}</source>
   <translation>⇧V 核实，⇧X 判定不实 — 须为 {0} 以外的人</translation>
  </message>
 </context>
 <context>
  <name>past</name>
  <message>
   <source>Arrive</source>
   <translation>到达</translation>
  </message>
  <message>
   <source>Calls</source>
   <translation>报警</translation>
  </message>
  <message>
   <source>Incidents</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Muster</source>
   <translation>集结</translation>
  </message>
  <message>
   <source>Orders</source>
   <translation>派警单</translation>
  </message>
  <message>
   <source>Resolve</source>
   <translation>处置</translation>
  </message>
  <message>
   <source>System</source>
   <translation>系统</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
 </context>
 <context>
  <name>perspectives</name>
  <message>
   <source>Command</source>
   <translation>指挥</translation>
  </message>
  <message>
   <source>Operate</source>
   <translation>接处警</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>复盘</translation>
  </message>
 </context>
 <context>
  <name>phrases</name>
  <message>
   <source>Dispatcher's choice</source>
   <translation>调度员选择</translation>
  </message>
  <message>
   <source>Taken back by the dispatcher</source>
   <translation>调度员撤销</translation>
  </message>
  <message>
   <source>access road closed</source>
   <translation>已封闭进厂道路</translation>
  </message>
  <message>
   <source>boat in the water</source>
   <translation>冲锋舟已下水</translation>
  </message>
  <message>
   <source>bridge closed</source>
   <translation>桥梁封闭</translation>
  </message>
  <message>
   <source>casualties cared for</source>
   <translation>已救助伤员</translation>
  </message>
  <message>
   <source>cleared away, the person concerned was told</source>
   <translation>已清理完毕，并告知当事人</translation>
  </message>
  <message>
   <source>cones set up behind the queue</source>
   <translation>已在车龙尾部摆放锥筒</translation>
  </message>
  <message>
   <source>congested road</source>
   <translation>路段拥堵</translation>
  </message>
  <message>
   <source>cordon set up</source>
   <translation>已设置警戒</translation>
  </message>
  <message>
   <source>cordon set up upwind</source>
   <translation>已在上风向设警戒线</translation>
  </message>
  <message>
   <source>danger over, the strength is not needed any more</source>
   <translation>险情解除，不再需要集结</translation>
  </message>
  <message>
   <source>dealt with on site, everything is back to normal</source>
   <translation>已到场处理完毕，现场恢复正常</translation>
  </message>
  <message>
   <source>debris on the road after the explosion</source>
   <translation>爆炸碎片阻断道路</translation>
  </message>
  <message>
   <source>dense fog</source>
   <translation>大雾</translation>
  </message>
  <message>
   <source>engine drowned</source>
   <translation>车辆涉水熄火</translation>
  </message>
  <message>
   <source>entered by mistake</source>
   <translation>误录</translation>
  </message>
  <message>
   <source>equipment has to be brought to the site</source>
   <translation>需协调设备进场</translation>
  </message>
  <message>
   <source>escorting a person in custody</source>
   <translation>押送途中</translation>
  </message>
  <message>
   <source>evacuation begun</source>
   <translation>已开始疏散</translation>
  </message>
  <message>
   <source>flat tyre</source>
   <translation>爆胎</translation>
  </message>
  <message>
   <source>handed over to the emergency bureau</source>
   <translation>已移交应急部门</translation>
  </message>
  <message>
   <source>hard shoulder cleared</source>
   <translation>应急车道已清空</translation>
  </message>
  <message>
   <source>helping a member of the public</source>
   <translation>正在处置群众求助</translation>
  </message>
  <message>
   <source>incident closed</source>
   <translation>警情结束</translation>
  </message>
  <message>
   <source>items open</source>
   <translation>尚有未完成事项</translation>
  </message>
  <message>
   <source>lane kept clear for fire engines</source>
   <translation>消防通道已保持畅通</translation>
  </message>
  <message>
   <source>lives at stake, the strength comes first</source>
   <translation>生命优先，先保集结</translation>
  </message>
  <message>
   <source>neighbouring stations keep watch</source>
   <translation>邻近派出所代管</translation>
  </message>
  <message>
   <source>no recommendation yet, nearest unit sent</source>
   <translation>暂无推荐，就近派警</translation>
  </message>
  <message>
   <source>not this department's duty, please assign anew</source>
   <translation>不属于本部门职责，请重新分派</translation>
  </message>
  <message>
   <source>ordered by mistake</source>
   <translation>误下令</translation>
  </message>
  <message>
   <source>passengers led behind the barrier</source>
   <translation>正引导乘客撤至护栏外</translation>
  </message>
  <message>
   <source>people led away crosswind</source>
   <translation>正组织群众沿侧风向撤离</translation>
  </message>
  <message>
   <source>refuelling</source>
   <translation>车辆加油中</translation>
  </message>
  <message>
   <source>repaired, photographs are uploaded</source>
   <translation>已修复，现场照片已上传</translation>
  </message>
  <message>
   <source>rescue lane kept clear</source>
   <translation>已保持救援通道畅通</translation>
  </message>
  <message>
   <source>reserves are being recalled to fill in</source>
   <translation>正在召回备勤补位</translation>
  </message>
  <message>
   <source>residents led to the school</source>
   <translation>正引导居民转移至学校</translation>
  </message>
  <message>
   <source>road closed by an accident</source>
   <translation>事故占道，道路封闭</translation>
  </message>
  <message>
   <source>road under water</source>
   <translation>路面积水，道路封闭</translation>
  </message>
  <message>
   <source>the checklist is not complete</source>
   <translation>受控清单尚未全部成立</translation>
  </message>
  <message>
   <source>traffic diverted</source>
   <translation>已分流交通</translation>
  </message>
  <message>
   <source>traffic turned round</source>
   <translation>正引导车辆掉头</translation>
  </message>
  <message>
   <source>type of report unclear</source>
   <translation>类型不明</translation>
  </message>
  <message>
   <source>underpass closed on both sides</source>
   <translation>下穿通道两端已封闭</translation>
  </message>
  <message>
   <source>vehicle breakdown</source>
   <translation>车辆故障</translation>
  </message>
  <message>
   <source>waiting at a level crossing</source>
   <translation>铁路道口等待</translation>
  </message>
 </context>
 <context>
  <name>places</name>
  <message>
   <source>bank</source>
   <translation>银行</translation>
  </message>
  <message>
   <source>car park</source>
   <translation>停车场</translation>
  </message>
  <message>
   <source>care home</source>
   <translation>养老院</translation>
  </message>
  <message>
   <source>chemical plant</source>
   <translation>化工厂</translation>
  </message>
  <message>
   <source>coach station</source>
   <translation>客运站</translation>
  </message>
  <message>
   <source>college</source>
   <translation>院校</translation>
  </message>
  <message>
   <source>crossing</source>
   <translation>路口</translation>
  </message>
  <message>
   <source>depot</source>
   <translation>库区</translation>
  </message>
  <message>
   <source>filling station</source>
   <translation>加油站</translation>
  </message>
  <message>
   <source>fire station</source>
   <translation>消防站</translation>
  </message>
  <message>
   <source>government</source>
   <translation>政府机关</translation>
  </message>
  <message>
   <source>hospital</source>
   <translation>医院</translation>
  </message>
  <message>
   <source>hotel</source>
   <translation>宾馆</translation>
  </message>
  <message>
   <source>housing estate</source>
   <translation>小区</translation>
  </message>
  <message>
   <source>kindergarten</source>
   <translation>幼儿园</translation>
  </message>
  <message>
   <source>library</source>
   <translation>图书馆</translation>
  </message>
  <message>
   <source>market</source>
   <translation>市场</translation>
  </message>
  <message>
   <source>museum</source>
   <translation>博物馆</translation>
  </message>
  <message>
   <source>on the map</source>
   <translation>地图选点</translation>
  </message>
  <message>
   <source>park</source>
   <translation>公园</translation>
  </message>
  <message>
   <source>patrol base</source>
   <translation>巡警驻地</translation>
  </message>
  <message>
   <source>police</source>
   <translation>公安机关</translation>
  </message>
  <message>
   <source>police post</source>
   <translation>警务站</translation>
  </message>
  <message>
   <source>police station</source>
   <translation>派出所</translation>
  </message>
  <message>
   <source>railway station</source>
   <translation>火车站</translation>
  </message>
  <message>
   <source>repair depot</source>
   <translation>抢修站</translation>
  </message>
  <message>
   <source>school</source>
   <translation>学校</translation>
  </message>
  <message>
   <source>shopping centre</source>
   <translation>商场</translation>
  </message>
  <message>
   <source>square</source>
   <translation>广场</translation>
  </message>
  <message>
   <source>stadium</source>
   <translation>体育馆</translation>
  </message>
  <message>
   <source>street</source>
   <translation>道路</translation>
  </message>
  <message>
   <source>theatre</source>
   <translation>剧院</translation>
  </message>
  <message>
   <source>works</source>
   <translation>工厂</translation>
  </message>
  <message>
   <source>{0}, exact spot not known</source>
   <translation>{0}, 具体位置未收录</translation>
  </message>
  <message>
   <source>{0}, number not known</source>
   <translation>{0}, 门牌号未收录</translation>
  </message>
  <message>
   <source>{0}, similar name</source>
   <translation>{0}, 名称近似</translation>
  </message>
 </context>
 <context>
  <name>proposal</name>
  <message>
   <source>Nobody free has: {capabilities}</source>
   <translation>空闲警力均不具备：{capabilities}</translation>
  </message>
  <message>
   <source>drive {drive} s + turnout {turnout} s</source>
   <translation>行驶 {drive} 秒 + 出动 {turnout} 秒</translation>
  </message>
  <message>
   <source>instead of {unit}</source>
   <translation>替补 {unit}</translation>
  </message>
  <message>
   <source>keeps cover</source>
   <translation>不影响留守</translation>
  </message>
  <message>
   <source>meets {capabilities}</source>
   <translation>具备{capabilities}</translation>
  </message>
  <message>
   <source>now better: {units}</source>
   <translation>现更优：{units}</translation>
  </message>
  <message>
   <source>uncovers {grids}</source>
   <translation>{grids}失守</translation>
  </message>
  <message>
   <source>{count} orders this shift</source>
   <translation>本班已派 {count} 次</translation>
  </message>
 </context>
 <context>
  <name>refusal_fields</name>
  <message>
   <source>age of a position</source>
   <translation>定位时效</translation>
  </message>
  <message>
   <source>area</source>
   <translation>区域</translation>
  </message>
  <message>
   <source>auxiliaries counted</source>
   <translation>计入辅警</translation>
  </message>
  <message>
   <source>bearing</source>
   <translation>朝向</translation>
  </message>
  <message>
   <source>calls</source>
   <translation>报警</translation>
  </message>
  <message>
   <source>checklist</source>
   <translation>清单</translation>
  </message>
  <message>
   <source>clock of the step</source>
   <translation>环节计时</translation>
  </message>
  <message>
   <source>clock skew</source>
   <translation>时钟偏差</translation>
  </message>
  <message>
   <source>distance</source>
   <translation>距离</translation>
  </message>
  <message>
   <source>field of view</source>
   <translation>视场角</translation>
  </message>
  <message>
   <source>gear</source>
   <translation>装备</translation>
  </message>
  <message>
   <source>grids</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>head-count</source>
   <translation>人数</translation>
  </message>
  <message>
   <source>highest speed at the rally point</source>
   <translation>集结点最高时速</translation>
  </message>
  <message>
   <source>how long a gap must last</source>
   <translation>留守缺口须持续的时间</translation>
  </message>
  <message>
   <source>how long it must hold</source>
   <translation>须保持的时间</translation>
  </message>
  <message>
   <source>id</source>
   <translation>编号</translation>
  </message>
  <message>
   <source>latest begin of the next phase</source>
   <translation>下一阶段最迟起算</translation>
  </message>
  <message>
   <source>level</source>
   <translation>级别</translation>
  </message>
  <message>
   <source>limit of phase 1</source>
   <translation>第一阶段时限</translation>
  </message>
  <message>
   <source>limit of phase 2</source>
   <translation>第二阶段时限</translation>
  </message>
  <message>
   <source>limit of phase 3</source>
   <translation>第三阶段时限</translation>
  </message>
  <message>
   <source>longest drop</source>
   <translation>允许减员的最长时间</translation>
  </message>
  <message>
   <source>minimum cover</source>
   <translation>留守</translation>
  </message>
  <message>
   <source>moves between states</source>
   <translation>状态流转</translation>
  </message>
  <message>
   <source>names</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>officers at scene command</source>
   <translation>现场指挥岗警力</translation>
  </message>
  <message>
   <source>officers at the cordon</source>
   <translation>警戒岗警力</translation>
  </message>
  <message>
   <source>officers at the rescue lane</source>
   <translation>救援通道岗警力</translation>
  </message>
  <message>
   <source>officers for evacuation</source>
   <translation>疏散岗警力</translation>
  </message>
  <message>
   <source>officers for traffic</source>
   <translation>交通岗警力</translation>
  </message>
  <message>
   <source>order allowance</source>
   <translation>下令余量</translation>
  </message>
  <message>
   <source>outline</source>
   <translation>边界</translation>
  </message>
  <message>
   <source>phase</source>
   <translation>阶段</translation>
  </message>
  <message>
   <source>plan</source>
   <translation>方案</translation>
  </message>
  <message>
   <source>plan card</source>
   <translation>预案</translation>
  </message>
  <message>
   <source>population</source>
   <translation>人口</translation>
  </message>
  <message>
   <source>post</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>posts</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>radio channel</source>
   <translation>信道</translation>
  </message>
  <message>
   <source>radius</source>
   <translation>半径</translation>
  </message>
  <message>
   <source>radius of the posts</source>
   <translation>岗位半径</translation>
  </message>
  <message>
   <source>radius of the rally point</source>
   <translation>集结点半径</translation>
  </message>
  <message>
   <source>rally point</source>
   <translation>集结点</translation>
  </message>
  <message>
   <source>range</source>
   <translation>可视距离</translation>
  </message>
  <message>
   <source>reason for areas without cover</source>
   <translation>留守不足的理由</translation>
  </message>
  <message>
   <source>roles</source>
   <translation>角色</translation>
  </message>
  <message>
   <source>roll-caller</source>
   <translation>点验员</translation>
  </message>
  <message>
   <source>route</source>
   <translation>路线</translation>
  </message>
  <message>
   <source>scene commander</source>
   <translation>现场指挥员</translation>
  </message>
  <message>
   <source>speed (a number; 1 is real time)</source>
   <translation>速度（请填数字，1 为实时）</translation>
  </message>
  <message>
   <source>state</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>steps</source>
   <translation>环节</translation>
  </message>
  <message>
   <source>strength</source>
   <translation>警力</translation>
  </message>
  <message>
   <source>the other call</source>
   <translation>另一报警</translation>
  </message>
  <message>
   <source>threshold</source>
   <translation>阈值</translation>
  </message>
  <message>
   <source>tier</source>
   <translation>级次</translation>
  </message>
  <message>
   <source>tiers</source>
   <translation>巡防级别</translation>
  </message>
  <message>
   <source>time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>time for a reason</source>
   <translation>登记理由的时限</translation>
  </message>
  <message>
   <source>time limit</source>
   <translation>时限</translation>
  </message>
  <message>
   <source>turnout time</source>
   <translation>出动时间</translation>
  </message>
  <message>
   <source>value</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>volunteers counted</source>
   <translation>计入群防</translation>
  </message>
  <message>
   <source>when the next phase starts</source>
   <translation>下一阶段起点</translation>
  </message>
  <message>
   <source>where officers are counted</source>
   <translation>计数地点</translation>
  </message>
  <message>
   <source>wind direction (0 to 359 degrees)</source>
   <translation>风向（0 至 359 度）</translation>
  </message>
  <message>
   <source>wind speed</source>
   <translation>风速</translation>
  </message>
  <message>
   <source>work area</source>
   <translation>作业区</translation>
  </message>
 </context>
 <context>
  <name>refusals</name>
  <message>
   <source>A case would never get out of this state of the case flow: {state}</source>
   <translation>案件进入此状态后将无法办结：{state}</translation>
  </message>
  <message>
   <source>A correction goes backward</source>
   <translation>更正只能退回前一状态</translation>
  </message>
  <message>
   <source>A live hub takes no autopilot</source>
   <translation>实战中枢不接受自动驾驶</translation>
  </message>
  <message>
   <source>A muster of this incident is active already {muster}</source>
   <translation>该警情已启动集结 {muster}</translation>
  </message>
  <message>
   <source>A purpose is required</source>
   <translation>须注明用途</translation>
  </message>
  <message>
   <source>A reason in words is required</source>
   <translation>须填写理由</translation>
  </message>
  <message>
   <source>A unit is diverted only to a higher level</source>
   <translation>只能改派到更高等级的警情</translation>
  </message>
  <message>
   <source>A unit is named twice {unit}</source>
   <translation>警力重复 {unit}</translation>
  </message>
  <message>
   <source>A value is not valid: {field}</source>
   <translation>数值无效：{field}</translation>
  </message>
  <message>
   <source>Another case flow is registered under this id: {flow}</source>
   <translation>该编号已登记为另一流程：{flow}</translation>
  </message>
  <message>
   <source>Another command has this id: not done</source>
   <translation>该编号已用于另一条指令：未执行</translation>
  </message>
  <message>
   <source>By this case flow a case could be closed without somebody else verifying it</source>
   <translation>按此流程，案件可不经他人核查而结案</translation>
  </message>
  <message>
   <source>Checklist items without evidence: {open}</source>
   <translation>清单尚有 {open} 项未证实</translation>
  </message>
  <message>
   <source>Console and hub speak different versions</source>
   <translation>席位与中枢协议版本不同</translation>
  </message>
  <message>
   <source>Levels are 1 to 4</source>
   <translation>等级为一至四级</translation>
  </message>
  <message>
   <source>No grid below its minimum wants a reason now</source>
   <translation>目前没有需要登记理由的低于最低留守网格</translation>
  </message>
  <message>
   <source>No moment here is called “{words}”: 14:22:31, T0+180, INC-0417, seq 1802, +60, start or end</source>
   <translation>“{words}”不是这里的时刻：可用 14:22:31、T0+180、INC-0417、seq 1802、+60、开始 或 结束</translation>
  </message>
  <message>
   <source>No move of the case flow leads to one of its states: {state}</source>
   <translation>流程中没有任何流转能到达此状态：{state}</translation>
  </message>
  <message>
   <source>No position and no voice report has it on scene {unit}</source>
   <translation>定位和口头报告均未显示{unit}在现场</translation>
  </message>
  <message>
   <source>No road leads to the rally point</source>
   <translation>集结点无路可达</translation>
  </message>
  <message>
   <source>No unit chosen</source>
   <translation>未选择警力</translation>
  </message>
  <message>
   <source>Nobody has declared the scene under control</source>
   <translation>尚未宣布现场受控</translation>
  </message>
  <message>
   <source>Nobody is signed in</source>
   <translation>无人登录</translation>
  </message>
  <message>
   <source>Nobody stands at the post that this needs, or it is not filled yet</source>
   <translation>该项所需岗位无人值守或尚未满员</translation>
  </message>
  <message>
   <source>Not confirmed in time: not done</source>
   <translation>未在时限内确认，未执行</translation>
  </message>
  <message>
   <source>Not possible in the present state</source>
   <translation>当前状态不允许</translation>
  </message>
  <message>
   <source>Only for cases of the grid flow</source>
   <translation>仅适用于网格事件</translation>
  </message>
  <message>
   <source>Only in exercises</source>
   <translation>仅限演练</translation>
  </message>
  <message>
   <source>Only the duty leader diverts a unit on scene</source>
   <translation>现场警力只能由指挥长改派</translation>
  </message>
  <message>
   <source>Parallel clocks need units that go directly to the scene</source>
   <translation>并行计时须直接赴现场</translation>
  </message>
  <message>
   <source>Ratings are excellent, meets and fails</source>
   <translation>评价为优、合格、不合格</translation>
  </message>
  <message>
   <source>Refused ({code})</source>
   <translation>被拒绝（{code}）</translation>
  </message>
  <message>
   <source>Sealed by a former key of the hub: joining its key file opens it (hub keys join)</source>
   <translation>由中心的旧密钥加密：并入旧密钥文件（hub keys join）后才能打开</translation>
  </message>
  <message>
   <source>Somebody else than the declarer must verify</source>
   <translation>须由宣布人以外的人核实</translation>
  </message>
  <message>
   <source>Somebody else than the handler must verify</source>
   <translation>须由处置人以外的人核查</translation>
  </message>
  <message>
   <source>Somebody has already dealt with this call</source>
   <translation>该报警已被处理</translation>
  </message>
  <message>
   <source>Something still needs {entry}: {by}</source>
   <translation>仍有对象使用 {entry}：{by}</translation>
  </message>
  <message>
   <source>That department has it already</source>
   <translation>该部门已在承办</translation>
  </message>
  <message>
   <source>That has been done already</source>
   <translation>已经执行过</translation>
  </message>
  <message>
   <source>The call is not merged</source>
   <translation>该报警未合并</translation>
  </message>
  <message>
   <source>The camera has no source</source>
   <translation>该摄像机没有视频源</translation>
  </message>
  <message>
   <source>The case flow is not valid: {field}</source>
   <translation>案件流程无效：{field}</translation>
  </message>
  <message>
   <source>The command may not wait so long</source>
   <translation>命令有效期过长</translation>
  </message>
  <message>
   <source>The console did not introduce itself</source>
   <translation>席位尚未握手</translation>
  </message>
  <message>
   <source>The duty leader activates and orders a muster</source>
   <translation>须由指挥长启动并下达集结令</translation>
  </message>
  <message>
   <source>The enrolment code is wrong or used up</source>
   <translation>注册码错误或已使用</translation>
  </message>
  <message>
   <source>The exercise has begun already</source>
   <translation>演练已开始</translation>
  </message>
  <message>
   <source>The exercise is not running</source>
   <translation>演练未在进行</translation>
  </message>
  <message>
   <source>The exercise is paused: it goes on when its director resumes it</source>
   <translation>演练已暂停：导演恢复后继续</translation>
  </message>
  <message>
   <source>The head-count is not valid {unit}</source>
   <translation>人数有误 {unit}</translation>
  </message>
  <message>
   <source>The hub could not read the message</source>
   <translation>中枢无法读取消息</translation>
  </message>
  <message>
   <source>The hub could not save it: not done</source>
   <translation>中枢保存失败，未执行</translation>
  </message>
  <message>
   <source>The hub does not have these events</source>
   <translation>中枢没有这些记录</translation>
  </message>
  <message>
   <source>The hub does not have this file of the town</source>
   <translation>中枢没有该地区的这个文件</translation>
  </message>
  <message>
   <source>The hub does not know this message</source>
   <translation>中枢不认识此消息</translation>
  </message>
  <message>
   <source>The hub failed at this: not done</source>
   <translation>中枢内部错误，未执行</translation>
  </message>
  <message>
   <source>The hub is busy: try again</source>
   <translation>中枢繁忙，请重试</translation>
  </message>
  <message>
   <source>The hub is stopping</source>
   <translation>中枢正在停止</translation>
  </message>
  <message>
   <source>The id of the command is not valid</source>
   <translation>命令编号无效</translation>
  </message>
  <message>
   <source>The incident has not been declared major</source>
   <translation>该警情未定为重大</translation>
  </message>
  <message>
   <source>The incident is closed</source>
   <translation>警情已结案</translation>
  </message>
  <message>
   <source>The incident is not closed</source>
   <translation>警情尚未结案</translation>
  </message>
  <message>
   <source>The journal is open already</source>
   <translation>日志已开启</translation>
  </message>
  <message>
   <source>The message came by the wrong way</source>
   <translation>消息通道错误</translation>
  </message>
  <message>
   <source>The message is too large</source>
   <translation>消息过大</translation>
  </message>
  <message>
   <source>The muster is over</source>
   <translation>集结已结束</translation>
  </message>
  <message>
   <source>The muster order has not been given yet</source>
   <translation>尚未下达集结令，无法执行</translation>
  </message>
  <message>
   <source>The muster order is not valid: {field}</source>
   <translation>集结令有误：{field}</translation>
  </message>
  <message>
   <source>The muster order was given already, by {by} at {seat}</source>
   <translation>集结令已下达：{by}（{seat}）</translation>
  </message>
  <message>
   <source>The named scene commander is not on scene: {officer}</source>
   <translation>指定的现场指挥员不在现场：{officer}</translation>
  </message>
  <message>
   <source>The order has ended</source>
   <translation>派警单已结束</translation>
  </message>
  <message>
   <source>The order is already further on</source>
   <translation>派警单状态已更靠后</translation>
  </message>
  <message>
   <source>The order names no rally point</source>
   <translation>集结令缺少集结点</translation>
  </message>
  <message>
   <source>The place is not valid</source>
   <translation>地点无效</translation>
  </message>
  <message>
   <source>The place lies {km} km outside this centre's area: is it meant?</source>
   <translation>地点在本中心辖区外 {km} 公里：确认无误吗？</translation>
  </message>
  <message>
   <source>The rally point lies in the water</source>
   <translation>集结点在水中</translation>
  </message>
  <message>
   <source>The rally point lies inside the work area: draw it smaller or gather elsewhere</source>
   <translation>集结点位于作业区内：请缩小作业区或另选集结点</translation>
  </message>
  <message>
   <source>The registry has no {entry}</source>
   <translation>登记中没有 {entry}</translation>
  </message>
  <message>
   <source>The report has been erased</source>
   <translation>报警内容已删除</translation>
  </message>
  <message>
   <source>The report was not sealed</source>
   <translation>报警内容未加密</translation>
  </message>
  <message>
   <source>The text holds a hidden control character ({sign}): type it anew</source>
   <translation>文本含有不可见的控制字符（{sign}）：请重新输入</translation>
  </message>
  <message>
   <source>The text is too long</source>
   <translation>文字过长</translation>
  </message>
  <message>
   <source>The unit is not on scene</source>
   <translation>该警力不在现场</translation>
  </message>
  <message>
   <source>The unit is on scene</source>
   <translation>该警力已在现场</translation>
  </message>
  <message>
   <source>The unit is on this incident already</source>
   <translation>该警力已在此警情</translation>
  </message>
  <message>
   <source>The work area reaches {reach} m from the incident; the plan card allows {most} m</source>
   <translation>作业区距警情地点达{reach}米，预案允许{most}米</translation>
  </message>
  <message>
   <source>There are no reserves to recall</source>
   <translation>没有可召回的备勤</translation>
  </message>
  <message>
   <source>There is no muster of this incident</source>
   <translation>该警情没有集结</translation>
  </message>
  <message>
   <source>There is no report to open</source>
   <translation>没有可查看的报警内容</translation>
  </message>
  <message>
   <source>There is no such call</source>
   <translation>没有该报警</translation>
  </message>
  <message>
   <source>There is no such camera</source>
   <translation>没有该摄像机</translation>
  </message>
  <message>
   <source>There is no such checklist item</source>
   <translation>没有此清单项</translation>
  </message>
  <message>
   <source>There is no such closure</source>
   <translation>没有该封控</translation>
  </message>
  <message>
   <source>There is no such department</source>
   <translation>没有该部门</translation>
  </message>
  <message>
   <source>There is no such incident</source>
   <translation>没有该警情</translation>
  </message>
  <message>
   <source>There is no such incident type</source>
   <translation>没有该警情类型</translation>
  </message>
  <message>
   <source>There is no such order</source>
   <translation>没有该派警单</translation>
  </message>
  <message>
   <source>There is no such post {post}</source>
   <translation>没有此岗位 {post}</translation>
  </message>
  <message>
   <source>There is no such sensor</source>
   <translation>没有该传感器</translation>
  </message>
  <message>
   <source>There is no such unit</source>
   <translation>没有该警力</translation>
  </message>
  <message>
   <source>This console must be updated to follow this hub</source>
   <translation>本席位须更新后才能连接此中枢</translation>
  </message>
  <message>
   <source>This hub is of another kind: this seat does not go there</source>
   <translation>此中枢类别不同，本席位不得接入</translation>
  </message>
  <message>
   <source>This hub only shows its journal: nothing can be done</source>
   <translation>该中枢仅供查看日志，不能操作</translation>
  </message>
  <message>
   <source>This journal is decided by newer rules (version {version}): update this console</source>
   <translation>此日志由更新的规则（版本 {version}）判定，请升级本席位程序</translation>
  </message>
  <message>
   <source>This seat has been disabled</source>
   <translation>本席位已停用</translation>
  </message>
  <message>
   <source>This window only shows: nothing can be asked for here</source>
   <translation>本窗口仅供查看，不能下达指令</translation>
  </message>
  <message>
   <source>Too many at once</source>
   <translation>一次过多</translation>
  </message>
  <message>
   <source>Too many commands at once: try again</source>
   <translation>命令过密，请重试</translation>
  </message>
  <message>
   <source>Too many tries: wait a little</source>
   <translation>尝试次数过多，请稍候</translation>
  </message>
  <message>
   <source>Unit has no order {unit}</source>
   <translation>该警力没有派警单 {unit}</translation>
  </message>
  <message>
   <source>Unit is in reserve and must be recalled first {unit}</source>
   <translation>该单元为备勤，须先召回 {unit}</translation>
  </message>
  <message>
   <source>Unit is not under this order {unit}</source>
   <translation>该单元不在此集结令之下 {unit}</translation>
  </message>
  <message>
   <source>Unit is on another order {unit}</source>
   <translation>该警力在执行其他派警单 {unit}</translation>
  </message>
  <message>
   <source>Unit is out of service {unit}</source>
   <translation>该警力已停用 {unit}</translation>
  </message>
  <message>
   <source>Units are still bound by orders</source>
   <translation>仍有警力在处警</translation>
  </message>
  <message>
   <source>User or password is wrong</source>
   <translation>用户或密码错误</translation>
  </message>
  <message>
   <source>Your role may not do this</source>
   <translation>您的角色无此权限</translation>
  </message>
 </context>
 <context>
  <name>result</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>For programs</source>
   <translation>程序用数据</translation>
  </message>
  <message>
   <source>Look for T*</source>
   <translation>推算 T*</translation>
  </message>
  <message>
   <source>Not ranked: {0}</source>
   <translation>不计排名：{0}</translation>
  </message>
  <message>
   <source>Page to print</source>
   <translation>打印页面</translation>
  </message>
  <message>
   <source>Save the result</source>
   <translation>保存结果</translation>
  </message>
  <message>
   <source>T* is looked for in the same world: {0} %</source>
   <translation>正在同一情景中推算 T*：{0}%</translation>
  </message>
  <message>
   <source>T* was not looked for to the end</source>
   <translation>T* 未推算完</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>Three tables</source>
   <translation>三张表格</translation>
  </message>
  <message>
   <source>gaps {0}, unexplained {1}</source>
   <translation>缺口 {0}，未说明 {1}</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>中断</translation>
  </message>
  <message>
   <source>no gap</source>
   <translation>无缺口</translation>
  </message>
  <message>
   <source>not eligible: {0}</source>
   <translation>不具备条件：{0} 人</translation>
  </message>
  <message>
   <source>not sustained</source>
   <translation>未能保持</translation>
  </message>
  <message>
   <source>nothing may be written there</source>
   <translation>该处不可写入</translation>
  </message>
  <message>
   <source>stood down</source>
   <translation>已解除</translation>
  </message>
  <message>
   <source>sustained</source>
   <translation>已保持</translation>
  </message>
  <message>
   <source>that is no folder</source>
   <translation>该处不是文件夹</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>磁盘已满</translation>
  </message>
  <message>
   <source>the folder is gone</source>
   <translation>文件夹已不存在</translation>
  </message>
  <message>
   <source>under control</source>
   <translation>现场受控</translation>
  </message>
  <message>
   <source>under way</source>
   <translation>进行中</translation>
  </message>
 </context>
 <context>
  <name>run</name>
  <message>
   <source>INTERRUPTED by the real emergency {0}</source>
   <translation>因真警情 {0} 中断</translation>
  </message>
  <message>
   <source>PAUSED: the clocks stand still</source>
   <translation>已暂停：时钟停走</translation>
  </message>
  <message>
   <source>The run has ended. Journal and result lie in {0} when you quit</source>
   <translation>演练已结束。退出后日志与评定结果存于 {0}</translation>
  </message>
  <message>
   <source>autopilot {0}</source>
   <translation>自动驾驶 {0}</translation>
  </message>
  <message>
   <source>greedy</source>
   <translation>贪心</translation>
  </message>
  <message>
   <source>naive</source>
   <translation>朴素</translation>
  </message>
  <message>
   <source>optimal</source>
   <translation>最优</translation>
  </message>
  <message>
   <source>simulated</source>
   <translation>推演</translation>
  </message>
  <message>
   <source>the run has ended</source>
   <translation>演练已结束</translation>
  </message>
 </context>
 <context>
  <name>seat_menu</name>
  <message>
   <source>Work as {0}</source>
   <translation>以{0}身份工作</translation>
  </message>
 </context>
 <context>
  <name>undo</name>
  <message>
   <source>Merging with {0}</source>
   <translation>与 {0} 的合并</translation>
  </message>
 </context>
 <context>
  <name>verbs</name>
  <message>
   <source>1 min earlier</source>
   <translation>前 1 分钟</translation>
  </message>
  <message>
   <source>1 min later</source>
   <translation>后 1 分钟</translation>
  </message>
  <message>
   <source>10 s earlier</source>
   <translation>前 10 秒</translation>
  </message>
  <message>
   <source>10 s later</source>
   <translation>后 10 秒</translation>
  </message>
  <message>
   <source>A disposition is needed to close.</source>
   <translation>结案须填写处置结果。</translation>
  </message>
  <message>
   <source>Accept call</source>
   <translation>受理</translation>
  </message>
  <message>
   <source>Acknowledge</source>
   <translation>知悉</translation>
  </message>
  <message>
   <source>Acknowledge major</source>
   <translation>确认知悉重大警情</translation>
  </message>
  <message>
   <source>Acknowledged</source>
   <translation>已签收</translation>
  </message>
  <message>
   <source>Ask for an extension</source>
   <translation>申请延期</translation>
  </message>
  <message>
   <source>Ask for extension</source>
   <translation>申请延期</translation>
  </message>
  <message>
   <source>Assign</source>
   <translation>分派</translation>
  </message>
  <message>
   <source>Assign to a department</source>
   <translation>分派给部门</translation>
  </message>
  <message>
   <source>Back in service</source>
   <translation>恢复待命</translation>
  </message>
  <message>
   <source>Cancel an order</source>
   <translation>取消派警</translation>
  </message>
  <message>
   <source>Cancel order …</source>
   <translation>取消派警单 …</translation>
  </message>
  <message>
   <source>Case</source>
   <translation>案件</translation>
  </message>
  <message>
   <source>Change level</source>
   <translation>更改等级</translation>
  </message>
  <message>
   <source>Choose the muster plan</source>
   <translation>选择集结方案</translation>
  </message>
  <message>
   <source>Choose the rally point</source>
   <translation>选择集结点</translation>
  </message>
  <message>
   <source>Cleared</source>
   <translation>处警结束</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>结案</translation>
  </message>
  <message>
   <source>Closing is confirmed by Ctrl + Enter.</source>
   <translation>结案须按 Ctrl + Enter 确认。</translation>
  </message>
  <message>
   <source>Command line</source>
   <translation>命令行</translation>
  </message>
  <message>
   <source>Connect again now</source>
   <translation>立即重连</translation>
  </message>
  <message>
   <source>Console</source>
   <translation>席位</translation>
  </message>
  <message>
   <source>Correct a unit's state</source>
   <translation>更正警力状态</translation>
  </message>
  <message>
   <source>Correct type or level</source>
   <translation>更正类型或等级</translation>
  </message>
  <message>
   <source>Declare major</source>
   <translation>列为重大</translation>
  </message>
  <message>
   <source>Declare major, notify the leader</source>
   <translation>列为重大并通知领导</translation>
  </message>
  <message>
   <source>Declare under control</source>
   <translation>宣布受控</translation>
  </message>
  <message>
   <source>Declined …</source>
   <translation>拒签 …</translation>
  </message>
  <message>
   <source>Delayed …</source>
   <translation>延误 …</translation>
  </message>
  <message>
   <source>Department</source>
   <translation>主办部门</translation>
  </message>
  <message>
   <source>Dispatch</source>
   <translation>派警</translation>
  </message>
  <message>
   <source>Dispatch the recommended units</source>
   <translation>按推荐派警</translation>
  </message>
  <message>
   <source>Dispatch units</source>
   <translation>派警</translation>
  </message>
  <message>
   <source>Dispatch {0} to {1}</source>
   <translation>派 {0} 至 {1}</translation>
  </message>
  <message>
   <source>Disposition</source>
   <translation>处置结果</translation>
  </message>
  <message>
   <source>Divert a unit</source>
   <translation>改派</translation>
  </message>
  <message>
   <source>Edit the muster order</source>
   <translation>编辑集结令</translation>
  </message>
  <message>
   <source>Edit the order</source>
   <translation>编辑集结令</translation>
  </message>
  <message>
   <source>En route</source>
   <translation>赶赴现场</translation>
  </message>
  <message>
   <source>End the exercise</source>
   <translation>结束演练</translation>
  </message>
  <message>
   <source>Enter a unit's report by voice</source>
   <translation>话音代报</translation>
  </message>
  <message>
   <source>Escalate</source>
   <translation>升级</translation>
  </message>
  <message>
   <source>Evaluate</source>
   <translation>评价</translation>
  </message>
  <message>
   <source>Event of the filter before</source>
   <translation>上一事件（按筛选）</translation>
  </message>
  <message>
   <source>Exercise</source>
   <translation>演练</translation>
  </message>
  <message>
   <source>Export the result</source>
   <translation>导出结果</translation>
  </message>
  <message>
   <source>Feedback</source>
   <translation>反馈</translation>
  </message>
  <message>
   <source>Filter the queue</source>
   <translation>筛选队列</translation>
  </message>
  <message>
   <source>Give the muster order as shown</source>
   <translation>按所示下达集结令</translation>
  </message>
  <message>
   <source>Go on with the exercise</source>
   <translation>继续演练</translation>
  </message>
  <message>
   <source>Go to a moment</source>
   <translation>跳到某一时刻</translation>
  </message>
  <message>
   <source>Grant extension</source>
   <translation>批准延期</translation>
  </message>
  <message>
   <source>Grant the extension</source>
   <translation>批准延期</translation>
  </message>
  <message>
   <source>Hand in</source>
   <translation>反馈</translation>
  </message>
  <message>
   <source>Hand in to verify</source>
   <translation>提交核查</translation>
  </message>
  <message>
   <source>Handling action …</source>
   <translation>处置动作 …</translation>
  </message>
  <message>
   <source>Head-count by voice</source>
   <translation>语音代报人数</translation>
  </message>
  <message>
   <source>Head-count …</source>
   <translation>人数 …</translation>
  </message>
  <message>
   <source>How fast? 1 is real time</source>
   <translation>多快？1 为实时</translation>
  </message>
  <message>
   <source>How many metres?</source>
   <translation>多少米？</translation>
  </message>
  <message>
   <source>How many tiles? 1 to 16</source>
   <translation>几路画面？1 至 16</translation>
  </message>
  <message>
   <source>How many? 12, 12+2, or the whole roster</source>
   <translation>多少人？12、12+2 或全员</translation>
  </message>
  <message>
   <source>Incident</source>
   <translation>警情</translation>
  </message>
  <message>
   <source>Incident type</source>
   <translation>警情类型</translation>
  </message>
  <message>
   <source>Intake</source>
   <translation>受理</translation>
  </message>
  <message>
   <source>Into which incident?</source>
   <translation>并入哪个警情？</translation>
  </message>
  <message>
   <source>Is at its post</source>
   <translation>已到岗位</translation>
  </message>
  <message>
   <source>Is at the rally point</source>
   <translation>已到集结点</translation>
  </message>
  <message>
   <source>Is on scene</source>
   <translation>已到现场</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>快捷键</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Leader acknowledges</source>
   <translation>指挥长签收</translation>
  </message>
  <message>
   <source>Leave a unit out of the order, or take it in</source>
   <translation>从集结令中去除或加回单元</translation>
  </message>
  <message>
   <source>Level 1 to 4</source>
   <translation>等级 1 至 4</translation>
  </message>
  <message>
   <source>Level {0}</source>
   <translation>{0} 级</translation>
  </message>
  <message>
   <source>Lift a road closure</source>
   <translation>解除封控</translation>
  </message>
  <message>
   <source>Loop from here</source>
   <translation>循环起点</translation>
  </message>
  <message>
   <source>Loop to here</source>
   <translation>循环终点</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Merge call into an incident</source>
   <translation>并入警情</translation>
  </message>
  <message>
   <source>Merge suspected duplicates</source>
   <translation>合并疑似重复</translation>
  </message>
  <message>
   <source>Most urgent</source>
   <translation>最紧急</translation>
  </message>
  <message>
   <source>Muster</source>
   <translation>集结</translation>
  </message>
  <message>
   <source>My own view on the wall</source>
   <translation>视频墙显示我的画面</translation>
  </message>
  <message>
   <source>New call</source>
   <translation>新报警</translation>
  </message>
  <message>
   <source>Next event of the filter</source>
   <translation>下一事件（按筛选）</translation>
  </message>
  <message>
   <source>Next in the queue</source>
   <translation>队列下一条</translation>
  </message>
  <message>
   <source>Next page of the panel</source>
   <translation>面板下一页</translation>
  </message>
  <message>
   <source>No loop</source>
   <translation>取消循环</translation>
  </message>
  <message>
   <source>Not a duplicate</source>
   <translation>不是重复</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>On scene</source>
   <translation>到达现场</translation>
  </message>
  <message>
   <source>Open a camera</source>
   <translation>打开摄像机</translation>
  </message>
  <message>
   <source>Open a panel</source>
   <translation>打开面板</translation>
  </message>
  <message>
   <source>Open the log</source>
   <translation>打开日志</translation>
  </message>
  <message>
   <source>Open the result of the muster</source>
   <translation>打开集结结果</translation>
  </message>
  <message>
   <source>Open the units</source>
   <translation>打开警力</translation>
  </message>
  <message>
   <source>Order next phase</source>
   <translation>下令下一阶段</translation>
  </message>
  <message>
   <source>Order the next phase</source>
   <translation>下令下一阶段</translation>
  </message>
  <message>
   <source>Other language</source>
   <translation>切换语言</translation>
  </message>
  <message>
   <source>Out of service …</source>
   <translation>停用 …</translation>
  </message>
  <message>
   <source>Page before</source>
   <translation>面板上一页</translation>
  </message>
  <message>
   <source>Past</source>
   <translation>回放</translation>
  </message>
  <message>
   <source>Pause the exercise</source>
   <translation>暂停演练</translation>
  </message>
  <message>
   <source>Perspective</source>
   <translation>视图</translation>
  </message>
  <message>
   <source>Play faster</source>
   <translation>加快</translation>
  </message>
  <message>
   <source>Play or hold</source>
   <translation>播放或暂停</translation>
  </message>
  <message>
   <source>Play slower</source>
   <translation>放慢</translation>
  </message>
  <message>
   <source>Please choose a department of the list.</source>
   <translation>请从列表中选择部门。</translation>
  </message>
  <message>
   <source>Please choose an incident of the list.</source>
   <translation>请从列表中选择警情。</translation>
  </message>
  <message>
   <source>Please choose one of the list.</source>
   <translation>请从列表中选择一项。</translation>
  </message>
  <message>
   <source>Please give a reason: it goes into the log.</source>
   <translation>请填写原因: 将记入过程。</translation>
  </message>
  <message>
   <source>Previous in the queue</source>
   <translation>队列上一条</translation>
  </message>
  <message>
   <source>Purpose</source>
   <translation>用途</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>退出</translation>
  </message>
  <message>
   <source>Radius of the work area</source>
   <translation>作业区半径</translation>
  </message>
  <message>
   <source>Rally point here</source>
   <translation>以此处为集结点</translation>
  </message>
  <message>
   <source>Rating</source>
   <translation>评价等次</translation>
  </message>
  <message>
   <source>Real emergency: everybody is free</source>
   <translation>真警情：释放全部警力</translation>
  </message>
  <message>
   <source>Really? yes or no</source>
   <translation>确定吗？是或否</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Reason for a bare grid</source>
   <translation>空防理由</translation>
  </message>
  <message>
   <source>Reason for the next grid below cover</source>
   <translation>下一空防网格的理由</translation>
  </message>
  <message>
   <source>Recall reserves</source>
   <translation>召回备勤</translation>
  </message>
  <message>
   <source>Recall the reserves</source>
   <translation>召回备勤</translation>
  </message>
  <message>
   <source>Refute declaration</source>
   <translation>判定不实</translation>
  </message>
  <message>
   <source>Refute the declaration</source>
   <translation>判定宣布不实</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>不予受理</translation>
  </message>
  <message>
   <source>Reject call</source>
   <translation>不予受理</translation>
  </message>
  <message>
   <source>Reopen</source>
   <translation>重新立案</translation>
  </message>
  <message>
   <source>Reset the layout</source>
   <translation>恢复默认布局</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>恢复计时</translation>
  </message>
  <message>
   <source>Return</source>
   <translation>退回</translation>
  </message>
  <message>
   <source>Rework</source>
   <translation>返工</translation>
  </message>
  <message>
   <source>Scene commander declares it under control</source>
   <translation>现场指挥员宣布受控</translation>
  </message>
  <message>
   <source>Select nothing</source>
   <translation>取消选择</translation>
  </message>
  <message>
   <source>Send a unit to a post</source>
   <translation>派单元到岗位</translation>
  </message>
  <message>
   <source>Send the first substitute</source>
   <translation>派出首位替补</translation>
  </message>
  <message>
   <source>Send to a post …</source>
   <translation>派往岗位 …</translation>
  </message>
  <message>
   <source>Send to rework</source>
   <translation>返工</translation>
  </message>
  <message>
   <source>Send units to all posts</source>
   <translation>派往各岗位</translation>
  </message>
  <message>
   <source>Show on the map</source>
   <translation>在地图上显示</translation>
  </message>
  <message>
   <source>Show sealed words</source>
   <translation>查看封存内容</translation>
  </message>
  <message>
   <source>Show who reported</source>
   <translation>查看报警人</translation>
  </message>
  <message>
   <source>Sign</source>
   <translation>签收</translation>
  </message>
  <message>
   <source>Sign for the department</source>
   <translation>代部门签收</translation>
  </message>
  <message>
   <source>Sign out</source>
   <translation>退出登录</translation>
  </message>
  <message>
   <source>Sounds on or off</source>
   <translation>声音开关</translation>
  </message>
  <message>
   <source>Speed of the exercise</source>
   <translation>演练倍速</translation>
  </message>
  <message>
   <source>Stand down</source>
   <translation>撤收</translation>
  </message>
  <message>
   <source>Stand the muster down</source>
   <translation>撤收</translation>
  </message>
  <message>
   <source>Start the clock</source>
   <translation>启动计时</translation>
  </message>
  <message>
   <source>Start the clock without an order yet</source>
   <translation>先启动计时，暂不下令</translation>
  </message>
  <message>
   <source>Supervise</source>
   <translation>督办</translation>
  </message>
  <message>
   <source>Take a call out of its incident</source>
   <translation>从警情中拆分</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Take the most urgent call</source>
   <translation>接最急报警</translation>
  </message>
  <message>
   <source>Tear off a panel</source>
   <translation>拆出面板</translation>
  </message>
  <message>
   <source>The reporter was called back</source>
   <translation>已回访报警人</translation>
  </message>
  <message>
   <source>The town's key places as my view</source>
   <translation>我的画面恢复为城区重点部位</translation>
  </message>
  <message>
   <source>This is confirmed by Ctrl + Enter.</source>
   <translation>须按 Ctrl + Enter 确认。</translation>
  </message>
  <message>
   <source>Tick a checklist item</source>
   <translation>勾选清单项</translation>
  </message>
  <message>
   <source>To posts</source>
   <translation>派往岗位</translation>
  </message>
  <message>
   <source>To which incident?</source>
   <translation>改派至哪个警情？</translation>
  </message>
  <message>
   <source>Transfer</source>
   <translation>流转</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Unit back in service</source>
   <translation>恢复待命</translation>
  </message>
  <message>
   <source>Unit declines</source>
   <translation>拒签</translation>
  </message>
  <message>
   <source>Unit is delayed</source>
   <translation>延误</translation>
  </message>
  <message>
   <source>Unit out of service</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>Unit reports a handling action</source>
   <translation>单元报告处置动作</translation>
  </message>
  <message>
   <source>Unit says that it is there</source>
   <translation>单元语音报到位</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>警力</translation>
  </message>
  <message>
   <source>Urge</source>
   <translation>催办</translation>
  </message>
  <message>
   <source>Use the wall as it is as my view</source>
   <translation>将当前视频墙设为我的画面</translation>
  </message>
  <message>
   <source>Verify control</source>
   <translation>核实受控</translation>
  </message>
  <message>
   <source>Verify the declaration</source>
   <translation>核实受控</translation>
  </message>
  <message>
   <source>View</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Wall follows the incident</source>
   <translation>视频墙跟随警情</translation>
  </message>
  <message>
   <source>Wall layout</source>
   <translation>视频墙布局</translation>
  </message>
  <message>
   <source>What is this view looked at for?</source>
   <translation>查看这组画面的事由</translation>
  </message>
  <message>
   <source>What?</source>
   <translation>显示什么？</translation>
  </message>
  <message>
   <source>Where?</source>
   <translation>在哪里？</translation>
  </message>
  <message>
   <source>Which action?</source>
   <translation>什么动作？</translation>
  </message>
  <message>
   <source>Which call?</source>
   <translation>哪个报警？</translation>
  </message>
  <message>
   <source>Which camera?</source>
   <translation>哪个摄像机？</translation>
  </message>
  <message>
   <source>Which closure?</source>
   <translation>哪处封控？</translation>
  </message>
  <message>
   <source>Which department?</source>
   <translation>哪个部门？</translation>
  </message>
  <message>
   <source>Which incident?</source>
   <translation>哪个警情？</translation>
  </message>
  <message>
   <source>Which item?</source>
   <translation>哪一项？</translation>
  </message>
  <message>
   <source>Which language?</source>
   <translation>哪种语言？</translation>
  </message>
  <message>
   <source>Which moment? 14:22:31, T0+180, INC-0417, seq 1802, +60</source>
   <translation>哪一时刻？14:22:31、T0+180、INC-0417、seq 1802、+60</translation>
  </message>
  <message>
   <source>Which panel?</source>
   <translation>哪个面板？</translation>
  </message>
  <message>
   <source>Which perspective?</source>
   <translation>哪个视图？</translation>
  </message>
  <message>
   <source>Which plan? 1 to 3</source>
   <translation>哪个方案？1 至 3</translation>
  </message>
  <message>
   <source>Which post?</source>
   <translation>哪个岗位？</translation>
  </message>
  <message>
   <source>Which rally point? A number, a name, a click on the map</source>
   <translation>哪个集结点？序号、地名或点击地图</translation>
  </message>
  <message>
   <source>Which real emergency?</source>
   <translation>哪起真警情？</translation>
  </message>
  <message>
   <source>Which seat?</source>
   <translation>哪个席位？</translation>
  </message>
  <message>
   <source>Which state?</source>
   <translation>哪个状态？</translation>
  </message>
  <message>
   <source>Which unit?</source>
   <translation>哪个警力？</translation>
  </message>
  <message>
   <source>Which units?</source>
   <translation>派哪些警力？</translation>
  </message>
  <message>
   <source>Whole town on the map</source>
   <translation>地图显示全城</translation>
  </message>
  <message>
   <source>Why is this grid left below cover?</source>
   <translation>该网格为何低于最低留守？</translation>
  </message>
  <message>
   <source>Withdraw a checklist item</source>
   <translation>撤回清单项</translation>
  </message>
  <message>
   <source>Work as another user of this seat</source>
   <translation>切换本席位用户</translation>
  </message>
  <message>
   <source>no</source>
   <translation>否</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>是</translation>
  </message>
 </context>
 <context>
  <name>wall</name>
  <message>
   <source>Connecting…</source>
   <translation>正在连接…</translation>
  </message>
  <message>
   <source>No access</source>
   <translation>无权访问</translation>
  </message>
  <message>
   <source>No signal</source>
   <translation>无信号</translation>
  </message>
  <message>
   <source>No source</source>
   <translation>无视频源</translation>
  </message>
  <message>
   <source>Press Enter and name a purpose.</source>
   <translation>按回车并注明用途。</translation>
  </message>
  <message>
   <source>Standing watch of the town's key places</source>
   <translation>城区重点部位日常值守</translation>
  </message>
  <message>
   <source>The camera breaks off while connecting.</source>
   <translation>摄像机在建立连接时中断。</translation>
  </message>
  <message>
   <source>The camera cannot be reached.</source>
   <translation>无法连接摄像机。</translation>
  </message>
  <message>
   <source>The camera does not answer.</source>
   <translation>摄像机无应答。</translation>
  </message>
  <message>
   <source>The camera ended the stream.</source>
   <translation>摄像机已结束视频流。</translation>
  </message>
  <message>
   <source>The camera refuses our sign-in.</source>
   <translation>摄像机拒绝登录。</translation>
  </message>
  <message>
   <source>The camera sends nothing.</source>
   <translation>摄像机未发送数据。</translation>
  </message>
  <message>
   <source>The decoder is restarting.</source>
   <translation>解码进程正在重启。</translation>
  </message>
  <message>
   <source>The hub does not know where its pictures come from.</source>
   <translation>中心未登记该摄像机的视频地址。</translation>
  </message>
  <message>
   <source>The stream has no video.</source>
   <translation>流中没有视频。</translation>
  </message>
  <message>
   <source>The stream is damaged.</source>
   <translation>视频流已损坏。</translation>
  </message>
  <message>
   <source>The video cannot be decoded.</source>
   <translation>视频无法解码。</translation>
  </message>
  <message>
   <source>There is no such stream.</source>
   <translation>视频流不存在。</translation>
  </message>
  <message>
   <source>This computer is at its limit: close some cameras.</source>
   <translation>本机资源已达上限：请关闭部分摄像机。</translation>
  </message>
  <message>
   <source>Why look here?</source>
   <translation>为何查看此处？</translation>
  </message>
  <message>
   <source>age unknown</source>
   <translation>时延未知</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>连接中</translation>
  </message>
  <message>
   <source>last frame {0}</source>
   <translation>末帧 {0}</translation>
  </message>
  <message>
   <source>live {0} ms</source>
   <translation>实时 {0} ms</translation>
  </message>
  <message>
   <source>needs a purpose</source>
   <translation>须注明用途</translation>
  </message>
  <message>
   <source>no picture</source>
   <translation>无画面</translation>
  </message>
  <message>
   <source>no source</source>
   <translation>无视频源</translation>
  </message>
  <message>
   <source>picture stands still</source>
   <translation>画面静止</translation>
  </message>
  <message>
   <source>rally point</source>
   <translation>集结点</translation>
  </message>
  <message>
   <source>reconnecting</source>
   <translation>重连中</translation>
  </message>
  <message>
   <source>recording</source>
   <translation>录像</translation>
  </message>
  <message>
   <source>reduced</source>
   <translation>降质</translation>
  </message>
  <message>
   <source>refused by the camera</source>
   <translation>摄像机拒绝访问</translation>
  </message>
  <message>
   <source>replay {0}</source>
   <translation>回放 {0}</translation>
  </message>
  <message>
   <source>stalled</source>
   <translation>停滞</translation>
  </message>
  <message>
   <source>stream damaged</source>
   <translation>码流受损</translation>
  </message>
  <message>
   <source>try {0}</source>
   <translation>第 {0} 次</translation>
  </message>
  <message>
   <source>{0} s behind</source>
   <translation>延迟 {0} 秒</translation>
  </message>
 </context>
 <context>
  <name>warnings</name>
  <message>
   <source>Send a substitute</source>
   <translation>请派替补警力</translation>
  </message>
  <message>
   <source>Send units to the posts</source>
   <translation>请派警力上岗</translation>
  </message>
  <message>
   <source>Work through the checklist</source>
   <translation>请逐项落实清单</translation>
  </message>
  <message>
   <source>checklist at {0} of {1} and time is short</source>
   <translation>清单完成 {0}/{1}，时间吃紧</translation>
  </message>
  <message>
   <source>counted and under way only {0} of {1}</source>
   <translation>已集结和途中共 {0} 人，不足 {1} 人</translation>
  </message>
  <message>
   <source>muster forecast {0}, limit {1}</source>
   <translation>集结预计 {0}，时限 {1}</translation>
  </message>
  <message>
   <source>posts forecast {0}, limit {1}</source>
   <translation>到岗预计 {0}，时限 {1}</translation>
  </message>
  <message>
   <source>posts have {0} of {1} officers and nobody is sent</source>
   <translation>岗位到位 {0}/{1} 人，且无人在途</translation>
  </message>
  <message>
   <source>{0} and {1} more</source>
   <translation>{0} 等另 {1} 个</translation>
  </message>
  <message>
   <source>{0}: below minimum cover: {1}. Record a reason or send cover</source>
   <translation>{0}：低于最低留守：{1}，请说明原因或补充警力</translation>
  </message>
  <message>
   <source>{0}: declared under control. Somebody else verifies it</source>
   <translation>{0}：已宣布现场受控，须由他人核实</translation>
  </message>
  <message>
   <source>{0}: gate {1} missed, a gap had no reason in time</source>
   <translation>{0}：{1}未达标，有缺口未及时说明原因</translation>
  </message>
  <message>
   <source>{0}: gate {1} missed. Go on: a late end is still recorded</source>
   <translation>{0}：{1}未达标，请继续，迟到的完成仍会记录</translation>
  </message>
  <message>
   <source>{0}: muster begun</source>
   <translation>{0}：集结开始</translation>
  </message>
  <message>
   <source>{0}: position is {1} m away, it does not count. Ask it again</source>
   <translation>{0}：位置相距 {1} m，不计入，请再次询问</translation>
  </message>
  <message>
   <source>{0}: posts filled and handling begun, T2 {1}. Work through the checklist</source>
   <translation>{0}：岗位到位并开展处置，T2 {1}，请逐项落实清单</translation>
  </message>
  <message>
   <source>{0}: strength was not kept up. Send a substitute</source>
   <translation>{0}：集结警力未能保持，请派替补警力</translation>
  </message>
  <message>
   <source>{0}: the clock runs, T0. Give the muster order</source>
   <translation>{0}：三个10分钟已启动，请下达集结令</translation>
  </message>
  <message>
   <source>{0}: the declaration was false, the clock runs on</source>
   <translation>{0}：宣布不实，计时继续</translation>
  </message>
  <message>
   <source>{0}: under control, T3 {1}. The result stands</source>
   <translation>{0}：现场受控，T3 {1}，结果已形成</translation>
  </message>
  <message>
   <source>{0}: {1} officers mustered, T1 {2}. Send them to the posts</source>
   <translation>{0}：{1} 名警力已集结，用时 {2}，请派往岗位</translation>
  </message>
  <message>
   <source>{0}: {1} will not come. Send a substitute</source>
   <translation>{0}：{1} 不能到达，请派替补警力</translation>
  </message>
 </context>
 <context>
  <name>words</name>
  <message>
   <source>(erased)</source>
   <translation>（已删除）</translation>
  </message>
  <message>
   <source>(sealed)</source>
   <translation>（已封存）</translation>
  </message>
  <message>
   <source>110 call</source>
   <translation>110 报警</translation>
  </message>
  <message>
   <source>Accepted</source>
   <translation>已受理</translation>
  </message>
  <message>
   <source>Acknowledged</source>
   <translation>已签收</translation>
  </message>
  <message>
   <source>Administrator</source>
   <translation>管理员</translation>
  </message>
  <message>
   <source>Assigned</source>
   <translation>已分派</translation>
  </message>
  <message>
   <source>Auditor</source>
   <translation>审计员</translation>
  </message>
  <message>
   <source>Auxiliary</source>
   <translation>辅警</translation>
  </message>
  <message>
   <source>Available</source>
   <translation>待命</translation>
  </message>
  <message>
   <source>Camera</source>
   <translation>摄像机</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>Case opened</source>
   <translation>立案侦查</translation>
  </message>
  <message>
   <source>Civil defence</source>
   <translation>群防</translation>
  </message>
  <message>
   <source>Cleared</source>
   <translation>处警结束</translation>
  </message>
  <message>
   <source>Closed</source>
   <translation>已结案</translation>
  </message>
  <message>
   <source>DEMO</source>
   <translation>演示</translation>
  </message>
  <message>
   <source>Declined</source>
   <translation>拒签</translation>
  </message>
  <message>
   <source>Delayed</source>
   <translation>延误</translation>
  </message>
  <message>
   <source>Department</source>
   <translation>主办部门</translation>
  </message>
  <message>
   <source>Dispatched</source>
   <translation>已派警</translation>
  </message>
  <message>
   <source>Dispatcher</source>
   <translation>调度席</translation>
  </message>
  <message>
   <source>Diverted</source>
   <translation>改派</translation>
  </message>
  <message>
   <source>Done, feedback given</source>
   <translation>已办结并反馈</translation>
  </message>
  <message>
   <source>Duty leader</source>
   <translation>指挥长</translation>
  </message>
  <message>
   <source>EXERCISE</source>
   <translation>演练</translation>
  </message>
  <message>
   <source>En route</source>
   <translation>赶赴现场</translation>
  </message>
  <message>
   <source>Escalated</source>
   <translation>已升级</translation>
  </message>
  <message>
   <source>Evaluated</source>
   <translation>已评价</translation>
  </message>
  <message>
   <source>Evaluator</source>
   <translation>评估员</translation>
  </message>
  <message>
   <source>Excellent</source>
   <translation>优</translation>
  </message>
  <message>
   <source>Fails</source>
   <translation>不合格</translation>
  </message>
  <message>
   <source>False alarm</source>
   <translation>误报</translation>
  </message>
  <message>
   <source>Field terminal</source>
   <translation>处警终端</translation>
  </message>
  <message>
   <source>Gateway</source>
   <translation>接入网关</translation>
  </message>
  <message>
   <source>Grid officer</source>
   <translation>网格员</translation>
  </message>
  <message>
   <source>Handed over</source>
   <translation>移交</translation>
  </message>
  <message>
   <source>Handled on scene</source>
   <translation>现场处置完毕</translation>
  </message>
  <message>
   <source>Hub</source>
   <translation>中枢</translation>
  </message>
  <message>
   <source>In progress</source>
   <translation>处置中</translation>
  </message>
  <message>
   <source>Instructor</source>
   <translation>教官</translation>
  </message>
  <message>
   <source>Level 1</source>
   <translation>一级</translation>
  </message>
  <message>
   <source>Level 2</source>
   <translation>二级</translation>
  </message>
  <message>
   <source>Level 3</source>
   <translation>三级</translation>
  </message>
  <message>
   <source>Level 4</source>
   <translation>四级</translation>
  </message>
  <message>
   <source>Lost contact</source>
   <translation>失联</translation>
  </message>
  <message>
   <source>Mediated</source>
   <translation>调解</translation>
  </message>
  <message>
   <source>Meets</source>
   <translation>合格</translation>
  </message>
  <message>
   <source>Merged</source>
   <translation>已合并</translation>
  </message>
  <message>
   <source>Mustered</source>
   <translation>已集结</translation>
  </message>
  <message>
   <source>Mustering</source>
   <translation>集结中</translation>
  </message>
  <message>
   <source>New</source>
   <translation>待受理</translation>
  </message>
  <message>
   <source>Nobody found</source>
   <translation>未发现</translation>
  </message>
  <message>
   <source>Not classified</source>
   <translation>未定级</translation>
  </message>
  <message>
   <source>Officer</source>
   <translation>民警</translation>
  </message>
  <message>
   <source>On scene</source>
   <translation>到达现场</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>Out of service</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>Panic button</source>
   <translation>一键报警</translation>
  </message>
  <message>
   <source>Passed on</source>
   <translation>转来</translation>
  </message>
  <message>
   <source>Planner</source>
   <translation>规划</translation>
  </message>
  <message>
   <source>Public alert</source>
   <translation>公共预警</translation>
  </message>
  <message>
   <source>Public report</source>
   <translation>群众诉求</translation>
  </message>
  <message>
   <source>REPLAY</source>
   <translation>回放</translation>
  </message>
  <message>
   <source>Rejected</source>
   <translation>不予受理</translation>
  </message>
  <message>
   <source>Reopened</source>
   <translation>重新立案</translation>
  </message>
  <message>
   <source>Rework</source>
   <translation>返工</translation>
  </message>
  <message>
   <source>Sensor</source>
   <translation>传感器</translation>
  </message>
  <message>
   <source>Staged</source>
   <translation>待命区待命</translation>
  </message>
  <message>
   <source>Suspended</source>
   <translation>延期</translation>
  </message>
  <message>
   <source>Tier 1, patrol brigade</source>
   <translation>一级巡防 · 巡警大队</translation>
  </message>
  <message>
   <source>Tier 2, station squad</source>
   <translation>二级巡防 · 派出所巡逻队</translation>
  </message>
  <message>
   <source>Tier 3, village or enterprise team</source>
   <translation>三级巡防 · 村居/企事业单位</translation>
  </message>
  <message>
   <source>To verify</source>
   <translation>待核查</translation>
  </message>
  <message>
   <source>Tracker</source>
   <translation>跟踪</translation>
  </message>
  <message>
   <source>Transferred</source>
   <translation>已流转</translation>
  </message>
  <message>
   <source>Visit</source>
   <translation>来访</translation>
  </message>
  <message>
   <source>arrival</source>
   <translation>到达</translation>
  </message>
  <message>
   <source>by a player</source>
   <translation>由参演人员</translation>
  </message>
  <message>
   <source>by committed strength</source>
   <translation>因投入警力</translation>
  </message>
  <message>
   <source>by the director</source>
   <translation>导调启动</translation>
  </message>
  <message>
   <source>by the duty leader</source>
   <translation>由指挥长</translation>
  </message>
  <message>
   <source>chief</source>
   <translation>局长</translation>
  </message>
  <message>
   <source>counted with another unit</source>
   <translation>已随他队计入</translation>
  </message>
  <message>
   <source>deputy chief</source>
   <translation>副局长</translation>
  </message>
  <message>
   <source>driving</source>
   <translation>行驶中</translation>
  </message>
  <message>
   <source>duty leader</source>
   <translation>指挥长</translation>
  </message>
  <message>
   <source>en</source>
   <translation>zh</translation>
  </message>
  <message>
   <source>en route</source>
   <translation>途中</translation>
  </message>
  <message>
   <source>left the area</source>
   <translation>已离开</translation>
  </message>
  <message>
   <source>minimum cover</source>
   <translation>留守</translation>
  </message>
  <message>
   <source>muster</source>
   <translation>集结</translation>
  </message>
  <message>
   <source>no head-count</source>
   <translation>未报人数</translation>
  </message>
  <message>
   <source>no roll call</source>
   <translation>未点验</translation>
  </message>
  <message>
   <source>order ended</source>
   <translation>任务已结束</translation>
  </message>
  <message>
   <source>position contradicts</source>
   <translation>定位不符</translation>
  </message>
  <message>
   <source>position too old</source>
   <translation>定位过时</translation>
  </message>
  <message>
   <source>post {post}</source>
   <translation>岗位 {post}</translation>
  </message>
  <message>
   <source>posts filled and handling begun</source>
   <translation>岗位到齐并开展处置</translation>
  </message>
  <message>
   <source>rally point</source>
   <translation>集结点</translation>
  </message>
  <message>
   <source>resolution</source>
   <translation>处置</translation>
  </message>
  <message>
   <source>scene</source>
   <translation>现场</translation>
  </message>
  <message>
   <source>scene under control</source>
   <translation>现场受控</translation>
  </message>
  <message>
   <source>sent to the scene</source>
   <translation>已派往现场</translation>
  </message>
  <message>
   <source>strength mustered</source>
   <translation>人数集齐</translation>
  </message>
  <message>
   <source>tier does not count</source>
   <translation>该级不计</translation>
  </message>
 </context>
</TS>
