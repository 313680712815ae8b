<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>Assent</name>
    <message>
        <source>Name of the medical worker who heard it</source>
        <translation>Имя медицинского работника, который слышал ответ</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Фамилия, имя и отчество.</translation>
    </message>
    <message>
        <source>Please type the name of the worker.</source>
        <translation>Введите имя работника.</translation>
    </message>
    <message>
        <source>Draw something here</source>
        <translation>Нарисуйте здесь что-нибудь</translation>
    </message>
    <message>
        <source>A name, a cross, a sun: anything.</source>
        <translation>Имя, крестик, солнышко: что угодно.</translation>
    </message>
    <message>
        <source>Please let the child draw in the white field first.</source>
        <translation>Сначала пусть ребёнок нарисует в белом поле.</translation>
    </message>
    <message>
        <source>Please let the child come to the screen, and read it together.</source>
        <translation>Позовите ребёнка к экрану и прочитайте вместе.</translation>
    </message>
    <message>
        <source>The child answers. For a child who is too small or unwell, choose the last answer.</source>
        <translation>Отвечает ребёнок. Если ребёнок ещё мал или ему нехорошо, выберите последний ответ.</translation>
    </message>
    <message>
        <source>Please choose one of the three answers.</source>
        <translation>Выберите один из трёх ответов.</translation>
    </message>
    <message>
        <source>Then nobody is filmed: the document will say “I do not agree”.</source>
        <translation>Тогда ребёнка не снимают: в документе будет «Не согласен (не согласна)».</translation>
    </message>
    <message>
        <source>How does the child say yes?</source>
        <translation>Как ребёнок говорит «да»?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Выберите один из ответов.</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Не отвечает</translation>
    </message>
    <message>
        <source>Aloud: I heard it</source>
        <translation>Вслух, при мне</translation>
    </message>
    <message>
        <source>Aloud: a medical worker heard it</source>
        <translation>Вслух, при медицинском работнике</translation>
    </message>
    <message>
        <source>The child draws on the screen</source>
        <translation>Ребёнок рисует на экране</translation>
    </message>
    <message>
        <source>The drawing is kept. A new one takes its place.</source>
        <translation>Рисунок сохранён. Новый заменит его.</translation>
    </message>
    <message>
        <source>The child draws here with a finger</source>
        <translation>Ребёнок рисует здесь пальцем</translation>
    </message>
    <message>
        <source>Field for the child’s drawing</source>
        <translation>Поле для рисунка ребёнка</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>Authority</name>
    <message>
        <source>Which document confirms it?</source>
        <translation>Какой документ это подтверждает?</translation>
    </message>
    <message>
        <source>Only its kind, number and date are kept. No copy or photograph of it is made.</source>
        <translation>Сохраняются только вид, номер и дата. Копия не снимается, документ не фотографируется.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Выберите один из ответов.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Номер документа</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>Как в документе, вместе с буквами.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Введите номер.</translation>
    </message>
    <message>
        <source>Date of the document</source>
        <translation>Дата выдачи документа</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>День, месяц, год: 8 цифр.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>Такого дня нет, или он ещё не наступил. Проверьте ещё раз.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Введите день, месяц и год.</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Свидетельство о рождении</translation>
    </message>
    <message>
        <source>Adoption decision</source>
        <translation>Решение об усыновлении</translation>
    </message>
    <message>
        <source>Order of guardianship or trusteeship</source>
        <translation>Решение об установлении опеки или попечительства</translation>
    </message>
    <message>
        <source>Court decision</source>
        <translation>Решение суда</translation>
    </message>
    <message>
        <source>Power of attorney</source>
        <translation>Доверенность</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Иной документ</translation>
    </message>
</context>
<context>
    <name>Block</name>
    <message>
        <source>Before:</source>
        <translation>Было:</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>Стало:</translation>
    </message>
    <message>
        <source>New:</source>
        <translation>Новое:</translation>
    </message>
    <message>
        <source>No longer there:</source>
        <translation>Больше нет:</translation>
    </message>
    <message>
        <source>A page written by hand</source>
        <translation>Страница, написанная от руки</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>In this language nothing has changed.</source>
        <translation>На этом языке ничего не изменилось.</translation>
    </message>
    <message>
        <source>What has changed since the text of %1</source>
        <translation>Что изменилось после текста от %1</translation>
    </message>
    <message>
        <source>What has changed since version %1</source>
        <translation>Что изменилось после версии %1</translation>
    </message>
    <message>
        <source>Words that were taken out are struck through, new words are underlined.</source>
        <translation>Убранные слова зачёркнуты, новые подчёркнуты.</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Вернуться к тексту</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>I signed an earlier text</source>
        <translation>У меня более ранний текст</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Вопрос %1 из %2</translation>
    </message>
    <message>
        <source>Whatever you choose, the patient’s blood is drawn all the same.</source>
        <translation>Что бы вы ни выбрали, кровь у пациента возьмут в любом случае.</translation>
    </message>
    <message>
        <source>Whatever you choose, your contract, pay and position stay the same.</source>
        <translation>Что бы вы ни выбрали, ваш трудовой договор, зарплата и должность не изменятся.</translation>
    </message>
    <message>
        <source>Whatever you choose, your blood is drawn all the same.</source>
        <translation>Что бы вы ни выбрали, кровь у вас возьмут в любом случае.</translation>
    </message>
    <message>
        <source>Please choose one of the two answers.</source>
        <translation>Выберите один из двух ответов.</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>Согласен (согласна)</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>Не согласен (не согласна)</translation>
    </message>
</context>
<context>
    <name>Companion</name>
    <message>
        <source>Only the patient decides about filming, or the patient’s parent or other legal representative.</source>
        <translation>Решение о съёмке принимает только сам пациент, его родитель или другой законный представитель.</translation>
    </message>
    <message>
        <source>Is the patient here, and decides alone? Let them come to the screen. You may help them to read.</source>
        <translation>Пациент здесь и решает за себя сам? Пусть подойдёт к экрану. Вы можете помочь ему прочитать.</translation>
    </message>
    <message>
        <source>Is none of them here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Никого из них здесь нет? Скажите об этом медицинскому работнику. Кровь возьмут в любом случае, а пока согласия нет, пациента не снимают.</translation>
    </message>
    <message>
        <source>You cannot sign for another person here</source>
        <translation>Здесь нельзя подписать за другого человека</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
</context>
<context>
    <name>Contract</name>
    <message>
        <source>Number of the contract</source>
        <translation>Номер договора</translation>
    </message>
    <message>
        <source>This consent belongs to the employment contract and is a document apart from it. It may be refused.</source>
        <translation>Это согласие относится к трудовому договору, но это отдельный документ. Можно не соглашаться.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Введите номер.</translation>
    </message>
    <message>
        <source>Date of the contract: day, month, year</source>
        <translation>Дата договора: день, месяц, год</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>День, месяц, год: 8 цифр.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Введите день, месяц и год.</translation>
    </message>
    <message>
        <source>Hired on: day, month, year</source>
        <translation>Дата приёма на работу: день, месяц, год</translation>
    </message>
    <message>
        <source>Who was hired before %1 is asked by this supplement to the contract. It may be refused.</source>
        <translation>Тех, кого приняли до %1, спрашивают этим дополнением к договору. От него можно отказаться.</translation>
    </message>
    <message>
        <source>Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract.</source>
        <translation>Принятых позже спрашивают при заключении договора: вернитесь и выберите согласие при заключении договора.</translation>
    </message>
    <message>
        <source>There is no such day. Please look again.</source>
        <translation>Такого дня нет. Посмотрите ещё раз.</translation>
    </message>
</context>
<context>
    <name>Coreview</name>
    <message>
        <source>The patient reads it, too. If something is wrong, go back.</source>
        <translation>Пациент тоже читает документ. Если что-то не так, вернитесь назад.</translation>
    </message>
</context>
<context>
    <name>DigitPlaces</name>
    <message>
        <source>Digits typed: %1</source>
        <translation>Введено цифр: %1</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>Thank you. It is saved.</source>
        <translation>Спасибо. Всё сохранено.</translation>
    </message>
    <message>
        <source>Thank you. The withdrawal is saved.</source>
        <translation>Спасибо. Отзыв согласия сохранён.</translation>
    </message>
    <message>
        <source>There is nothing else to do. You may agree again whenever you like.</source>
        <translation>Больше ничего делать не нужно. Снова дать согласие можно, когда захотите.</translation>
    </message>
    <message>
        <source>There is nothing else to do. The medical worker will call you.</source>
        <translation>Больше ничего делать не нужно. Медицинский работник вас пригласит.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask for a paper copy at the reception desk; everything is saved.</source>
        <translation>Напечатать не удалось. Попросите бумажную копию в регистратуре; всё сохранено.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>Your copy is being printed</source>
        <translation>Ваша копия печатается</translation>
    </message>
    <message>
        <source>Print my copy</source>
        <translation>Напечатать мою копию</translation>
    </message>
    <message>
        <source>QR code of your document</source>
        <translation>QR-код вашего документа</translation>
    </message>
    <message>
        <source>Number of your document</source>
        <translation>Номер вашего документа</translation>
    </message>
    <message>
        <source>If you like, take a photograph of it. It lets you check that your document is kept. Ask for a copy at the reception desk.</source>
        <translation>Если хотите, сфотографируйте. По этому номеру можно проверить, что документ сохранён. Копию попросите в регистратуре.</translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>It was not saved</source>
        <translation>Не удалось сохранить</translation>
    </message>
    <message>
        <source>Everything you entered is still here. Please try again, or ask the medical worker for a paper form.</source>
        <translation>Всё, что вы ввели, на месте. Попробуйте ещё раз или попросите у медицинского работника бумажный бланк.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Please let the patient come to the screen: %1</source>
        <translation>Позовите пациента к экрану: %1</translation>
    </message>
    <message>
        <source>Without the patient’s own signature nothing is permitted. Whoever agrees sees the document once more, and signs it.</source>
        <translation>Без подписи самого пациента ничего не разрешено. Кто согласен, ещё раз видит документ и подписывает его.</translation>
    </message>
    <message>
        <source>Now the patient signs, too</source>
        <translation>Теперь подписывает и пациент</translation>
    </message>
    <message>
        <source>Do you sign as well?</source>
        <translation>Вы тоже подписываете?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>I agree, and sign</source>
        <translation>Да, подпишу</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>Не согласен (не согласна)</translation>
    </message>
</context>
<context>
    <name>Handwriting</name>
    <message>
        <source>Write by hand</source>
        <translation>Написать от руки</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Страница %1 из %2</translation>
    </message>
    <message>
        <source>Write with your finger or a pen. Your page stays exactly as you write it.</source>
        <translation>Пишите пальцем или пером. Страница сохранится точно так, как вы её написали.</translation>
    </message>
    <message>
        <source>This page is full. Please go on on another page.</source>
        <translation>Эта страница заполнена. Продолжите, пожалуйста, на другой.</translation>
    </message>
    <message>
        <source>All pages are full. Please finish here, or go on on paper.</source>
        <translation>Все страницы заполнены. Закончите здесь или продолжите на бумаге.</translation>
    </message>
    <message>
        <source>Nothing is written yet. Please write on the page, or go back to typing.</source>
        <translation>Пока ничего не написано. Напишите на странице или вернитесь к набору.</translation>
    </message>
    <message>
        <source>Please write on this page first.</source>
        <translation>Сначала напишите на этой странице.</translation>
    </message>
    <message>
        <source>Page to write on</source>
        <translation>Страница для письма</translation>
    </message>
    <message>
        <source>Take back a stroke</source>
        <translation>Убрать штрих</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Предыдущая страница</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Следующая страница</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>Добавить страницу</translation>
    </message>
</context>
<context>
    <name>HealthRows</name>
    <message>
        <source>checked</source>
        <translation>проверены</translation>
    </message>
    <message>
        <source>not checked since the restart</source>
        <translation>не проверены после перезапуска</translation>
    </message>
    <message>
        <source>never checked</source>
        <translation>никогда не проверялись</translation>
    </message>
    <message>
        <source>Waiting to be sent: %1</source>
        <translation>Ждут отправки: %1</translation>
    </message>
    <message>
        <source>Oldest waiting: %1</source>
        <translation>Самое старое: %1</translation>
    </message>
    <message>
        <source>Last contact with the library: %1</source>
        <translation>Последняя связь с хранилищем: %1</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ещё не было</translation>
    </message>
    <message>
        <source>Clock: %1</source>
        <translation>Часы: %1</translation>
    </message>
    <message>
        <source>Certificate, days left: %1</source>
        <translation>Сертификат, осталось дней: %1</translation>
    </message>
    <message>
        <source>Free space: %1 GB</source>
        <translation>Свободно: %1 ГБ</translation>
    </message>
    <message>
        <source>Refused by the library: %1</source>
        <translation>Отклонено хранилищем: %1</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 мин назад</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 ч назад</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 дн. назад</translation>
    </message>
</context>
<context>
    <name>Identify</name>
    <message>
        <source>Type your IIN</source>
        <translation>Введите свой ИИН</translation>
    </message>
    <message>
        <source>Type the patient’s IIN</source>
        <translation>Введите ИИН пациента</translation>
    </message>
    <message>
        <source>12 digits. They are on your identity card.</source>
        <translation>12 цифр. Они есть в вашем удостоверении личности.</translation>
    </message>
    <message>
        <source>12 digits. They are on the patient’s identity card or birth certificate.</source>
        <translation>12 цифр. Они есть в удостоверении личности или свидетельстве о рождении пациента.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with the document.</source>
        <translation>Номер неверный. Сверьте его с документом.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with your identity card.</source>
        <translation>Номер неверный. Сверьте его с удостоверением личности.</translation>
    </message>
    <message>
        <source>Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.</source>
        <translation>Проверьте номер ещё раз: дата рождения в нём необычная. Если всё верно, нажмите «Далее».</translation>
    </message>
    <message>
        <source>Please type all 12 digits.</source>
        <translation>Введите все 12 цифр.</translation>
    </message>
    <message>
        <source>There is no IIN</source>
        <translation>ИИН нет</translation>
    </message>
    <message>
        <source>I have no IIN</source>
        <translation>У меня нет ИИН</translation>
    </message>
</context>
<context>
    <name>Information</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Страница %1 из %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>What has changed since last time?</source>
        <translation>Что изменилось с прошлого раза?</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Delete the last digit</source>
        <translation>Стереть последнюю цифру</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>Русский</translation>
    </message>
    <message>
        <source>Eng</source>
        <translation>Рус</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Добро пожаловать</translation>
    </message>
    <message>
        <source>This belongs to employment contract No. %1 of %2.</source>
        <translation>Это относится к трудовому договору № %1 от %2.</translation>
    </message>
    <message>
        <source>This is a supplement to employment contract No. %1 of %2. Hired on %3.</source>
        <translation>Это дополнение к трудовому договору № %1 от %2. Дата приёма на работу: %3.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
</context>
<context>
    <name>Listed</name>
    <message>
        <source>Is this you?</source>
        <translation>Это вы?</translation>
    </message>
    <message>
        <source>This is a supplement to your employment contract. It is a document apart from it, and may be refused.</source>
        <translation>Это дополнение к вашему трудовому договору. Это отдельный от договора документ, от него можно отказаться.</translation>
    </message>
    <message>
        <source>Yes, this is me</source>
        <translation>Да, это я</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Фамилия, имя, отчество</translation>
    </message>
    <message>
        <source>Number, its last digits</source>
        <translation>Последние цифры номера</translation>
    </message>
    <message>
        <source>Employment contract</source>
        <translation>Трудовой договор</translation>
    </message>
    <message>
        <source>No. %1 of %2</source>
        <translation>№ %1 от %2</translation>
    </message>
    <message>
        <source>Hired on</source>
        <translation>Дата приёма на работу</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>This code is not known here. Nothing was changed: please type your IIN.</source>
        <translation>Этот код здесь неизвестен. Ничего не изменилось: наберите ИИН.</translation>
    </message>
    <message>
        <source>Your referral was read. Please type or scan your IIN too.</source>
        <translation>Ваше направление прочитано. Теперь наберите или отсканируйте ИИН.</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>Вы ещё здесь?</translation>
    </message>
    <message numerus="yes">
        <source>To keep your answers private, this screen will be cleared in %n second(s).</source>
        <translation>
            <numerusform>Чтобы ваши ответы не увидел никто другой, экран очистится через %n секунду.</numerusform>
            <numerusform>Чтобы ваши ответы не увидел никто другой, экран очистится через %n секунды.</numerusform>
            <numerusform>Чтобы ваши ответы не увидел никто другой, экран очистится через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>Мне нужно ещё время</translation>
    </message>
    <message>
        <source>Clear and leave</source>
        <translation>Очистить и выйти</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Прервать?</translation>
    </message>
    <message>
        <source>Nothing will be signed, and everything you entered will be cleared.</source>
        <translation>Ничего не будет подписано, всё введённое сотрётся.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>Minor</name>
    <message>
        <source>By the date of birth, the patient is not old enough to sign alone.</source>
        <translation>Судя по дате рождения, пациент ещё не может подписать сам.</translation>
    </message>
    <message>
        <source>Is a legal representative here? Let them go on at this screen: everything you have typed stays.</source>
        <translation>Законный представитель здесь? Пусть продолжит на этом экране: всё, что вы ввели, останется.</translation>
    </message>
    <message>
        <source>Is nobody here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Никого нет? Скажите об этом медицинскому работнику. Кровь возьмут в любом случае, а пока согласия нет, пациента не снимают.</translation>
    </message>
    <message>
        <source>A parent or other legal representative signs</source>
        <translation>Подписывает родитель или другой законный представитель</translation>
    </message>
    <message>
        <source>The representative is here</source>
        <translation>Представитель здесь</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>More answers</source>
        <translation>Другие ответы</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Nothing to decide here. Please just read it.</source>
        <translation>Здесь ничего решать не нужно. Просто прочитайте.</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>Мне понятно</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
</context>
<context>
    <name>OnPaper</name>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>Print the document again</source>
        <translation>Распечатать документ ещё раз</translation>
    </message>
    <message>
        <source>Print the document</source>
        <translation>Распечатать документ</translation>
    </message>
    <message>
        <source>Then sign it with a pen.</source>
        <translation>Затем подпишите его ручкой.</translation>
    </message>
    <message>
        <source>Photograph the next page</source>
        <translation>Сфотографировать следующую страницу</translation>
    </message>
    <message>
        <source>Photograph a page</source>
        <translation>Сфотографировать страницу</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Страница %1</translation>
    </message>
    <message>
        <source>Taken. Touch to look at it.</source>
        <translation>Готово. Нажмите, чтобы посмотреть.</translation>
    </message>
    <message>
        <source>How would you like to sign?</source>
        <translation>Как вы хотите подписать?</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Подпись на бумаге</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>Если ставите знак или говорите вслух, нужен свидетель: медицинский работник или тот, кто пришёл с вами.</translation>
    </message>
    <message>
        <source>Ask the medical worker for the paper form, and sign it with a pen.</source>
        <translation>Попросите у медицинского работника бумажный бланк и подпишите его ручкой.</translation>
    </message>
    <message>
        <source>Lay the signed pages into the scanner: they appear here by themselves.</source>
        <translation>Положите подписанные страницы в сканер: они появятся здесь сами.</translation>
    </message>
    <message>
        <source>Photograph every page that you signed, one after another.</source>
        <translation>Сфотографируйте все подписанные страницы, одну за другой.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>There is no signed page yet.</source>
        <translation>Подписанной страницы пока нет.</translation>
    </message>
    <message>
        <source>There is no room for more pages.</source>
        <translation>Больше страниц не поместится.</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask the medical worker for the paper form.</source>
        <translation>Распечатать не удалось. Попросите у медицинского работника бумажный бланк.</translation>
    </message>
    <message>
        <source>What came from the scanner could not be read. Please scan the page again, or tell the medical worker.</source>
        <translation>То, что пришло со сканера, не читается. Отсканируйте страницу ещё раз или скажите медицинскому работнику.</translation>
    </message>
    <message>
        <source>The scanner cannot be reached. Please tell the medical worker, or sign another way.</source>
        <translation>Сканер недоступен. Скажите медицинскому работнику или подпишите иначе.</translation>
    </message>
    <message>
        <source>With my signature on the screen</source>
        <translation>Своей подписью на экране</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>Крестик или точка</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>Не могу нарисовать, скажу вслух</translation>
    </message>
    <message>
        <source>More pages</source>
        <translation>Другие страницы</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Подписать иначе</translation>
    </message>
</context>
<context>
    <name>Other</name>
    <message>
        <source>Which document does the patient have?</source>
        <translation>Какой документ есть у пациента?</translation>
    </message>
    <message>
        <source>Which document do you have?</source>
        <translation>Какой документ у вас есть?</translation>
    </message>
    <message>
        <source>Its number stands in place of the IIN. No copy or photograph of it is made.</source>
        <translation>Его номер заменит ИИН. Копия не снимается, документ не фотографируется.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Выберите один из ответов.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Номер документа</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>Как в документе, вместе с буквами.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Введите номер.</translation>
    </message>
    <message>
        <source>The patient’s date of birth</source>
        <translation>Дата рождения пациента</translation>
    </message>
    <message>
        <source>Your date of birth</source>
        <translation>Ваша дата рождения</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>День, месяц, год: 8 цифр.</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits. If you do not know it, leave it empty.</source>
        <translation>День, месяц, год: 8 цифр. Если не знаете, оставьте пустым.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>Такого дня нет, или он ещё не наступил. Проверьте ещё раз.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Введите день, месяц и год.</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Паспорт</translation>
    </message>
    <message>
        <source>Residence permit</source>
        <translation>Вид на жительство</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Свидетельство о рождении</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Иной документ</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>In your own words</source>
        <translation>Своими словами</translation>
    </message>
    <message>
        <source>This text says that you withdraw consent. Keep it as it is, or touch it to change it.</source>
        <translation>Этот текст говорит, что вы отзываете согласие. Оставьте его как есть или коснитесь, чтобы изменить.</translation>
    </message>
    <message>
        <source>This text fits your answers. Keep it as it is, or touch it to change it.</source>
        <translation>Этот текст соответствует вашим ответам. Оставьте его как есть или коснитесь, чтобы изменить.</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Подпись на бумаге</translation>
    </message>
    <message>
        <source>Write my own</source>
        <translation>Написать свой текст</translation>
    </message>
    <message>
        <source>Back to the pages by hand</source>
        <translation>К страницам от руки</translation>
    </message>
    <message>
        <source>Write by hand</source>
        <translation>Написать от руки</translation>
    </message>
    <message>
        <source>Back to the ready text</source>
        <translation>Вернуть готовый текст</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>PersonName</name>
    <message>
        <source>Your name</source>
        <translation>Ваше имя</translation>
    </message>
    <message>
        <source>The patient’s name</source>
        <translation>Имя пациента</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Фамилия, имя и отчество, как в удостоверении личности.</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as in the document.</source>
        <translation>Фамилия, имя и отчество, как в документе.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Напишите своё имя.</translation>
    </message>
    <message>
        <source>Please type the patient’s name.</source>
        <translation>Напишите имя пациента.</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Lay the page before the camera</source>
        <translation>Положите страницу перед камерой</translation>
    </message>
    <message>
        <source>The page is seen. Hold still, and take the picture.</source>
        <translation>Страница видна. Не двигайте её и сделайте снимок.</translation>
    </message>
    <message>
        <source>Lay it flat, alone and whole inside the frame, on something darker.</source>
        <translation>Положите её ровно, одну и целиком внутрь рамки, на что-нибудь тёмное.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Сделать снимок</translation>
    </message>
    <message>
        <source>The camera is not there. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>Камеры нет. Скажите медицинскому работнику или подпишите иначе: всё, что вы ввели, на месте.</translation>
    </message>
    <message>
        <source>The camera has stopped. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>Камера остановилась. Скажите медицинскому работнику или подпишите иначе: всё, что вы ввели, на месте.</translation>
    </message>
    <message>
        <source>The camera sees nothing but black. Is something lying on it?</source>
        <translation>Камера видит только черноту. Не закрыта ли она чем-нибудь?</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Что видит камера</translation>
    </message>
    <message>
        <source>One moment, the camera is starting…</source>
        <translation>Одну минуту, камера включается…</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Please note: %1</source>
        <translation>Обратите внимание: %1</translation>
    </message>
    <message>
        <source>%1, button</source>
        <translation>%1, кнопка</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, выбрано</translation>
    </message>
    <message>
        <source>%1, not chosen</source>
        <translation>%1, не выбрано</translation>
    </message>
    <message>
        <source>%1, field to type in</source>
        <translation>%1, поле для ввода</translation>
    </message>
    <message>
        <source>%1, erased</source>
        <translation>%1, стёрто</translation>
    </message>
    <message>
        <source>space</source>
        <translation>пробел</translation>
    </message>
    <message>
        <source>hyphen</source>
        <translation>дефис</translation>
    </message>
    <message>
        <source>full stop</source>
        <translation>точка</translation>
    </message>
    <message>
        <source>hard sign</source>
        <translation>твёрдый знак</translation>
    </message>
    <message>
        <source>soft sign</source>
        <translation>мягкий знак</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Вопрос %1 из %2</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Read again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Usual speed</source>
        <translation>Обычная скорость</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Медленнее</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>Тише</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Громче</translation>
    </message>
    <message>
        <source>This screen cannot read aloud now. Please ask the medical worker to read to you.</source>
        <translation>Этот экран сейчас не может читать вслух. Попросите медицинского работника прочитать вам.</translation>
    </message>
</context>
<context>
    <name>Representative</name>
    <message>
        <source>Name of the legal representative</source>
        <translation>Имя законного представителя</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Фамилия, имя и отчество, как в удостоверении личности.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Напишите своё имя.</translation>
    </message>
    <message>
        <source>What are you to the patient?</source>
        <translation>Кем вы приходитесь пациенту?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Выберите один из ответов.</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Родитель</translation>
    </message>
    <message>
        <source>Adoptive parent</source>
        <translation>Усыновитель</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Опекун</translation>
    </message>
    <message>
        <source>Trustee</source>
        <translation>Попечитель</translation>
    </message>
    <message>
        <source>Other legal representative</source>
        <translation>Иной законный представитель</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Is everything right?</source>
        <translation>Всё верно?</translation>
    </message>
    <message>
        <source>This is your document. If something is wrong, go back and change it.</source>
        <translation>Это ваш документ. Если что-то не так, вернитесь и исправьте.</translation>
    </message>
    <message>
        <source>Everything is right</source>
        <translation>Всё верно</translation>
    </message>
    <message>
        <source>One moment, the document is being prepared.</source>
        <translation>Минутку, документ готовится.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Минутку…</translation>
    </message>
</context>
<context>
    <name>Scopes</name>
    <message>
        <source>What do you withdraw?</source>
        <translation>Что вы отзываете?</translation>
    </message>
    <message>
        <source>Choose one or more. What was agreed to earlier is not shown here.</source>
        <translation>Выберите одно или несколько. На что согласие дано раньше, здесь не показано.</translation>
    </message>
    <message>
        <source>Please choose at least one.</source>
        <translation>Выберите хотя бы одно.</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Выбрать всё</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Scan it again</source>
        <translation>Сканировать ещё раз</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Снять ещё раз</translation>
    </message>
    <message>
        <source>The picture is black. Is something lying on the camera?</source>
        <translation>Снимок чёрный. Не закрыта ли камера чем-нибудь?</translation>
    </message>
    <message>
        <source>It is too dark. Please turn the page to the light.</source>
        <translation>Слишком темно. Поверните страницу к свету.</translation>
    </message>
    <message>
        <source>No whole page is seen. Please lay it flat inside the frame, on something darker.</source>
        <translation>Страница видна не целиком. Положите её ровно внутрь рамки, на что-нибудь тёмное.</translation>
    </message>
    <message>
        <source>The edge of the page is cut off. Please lay it wholly inside the frame.</source>
        <translation>Край страницы обрезан. Положите её внутрь рамки целиком.</translation>
    </message>
    <message>
        <source>The page is too small in the picture. Please bring it nearer.</source>
        <translation>Страница на снимке слишком мала. Поднесите её ближе.</translation>
    </message>
    <message>
        <source>The light shines on the page. Please turn it a little, or shade it.</source>
        <translation>На страницу падает блик. Немного поверните её или заслоните от света.</translation>
    </message>
    <message>
        <source>The page seems to be empty. Please turn it over.</source>
        <translation>Страница, похоже, пустая. Переверните её.</translation>
    </message>
    <message>
        <source>The letters are blurred. Please hold the page still, and take it again.</source>
        <translation>Буквы расплылись. Не двигайте страницу и снимите ещё раз.</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Страница %1</translation>
    </message>
    <message>
        <source>Can everything be read?</source>
        <translation>Всё можно прочитать?</translation>
    </message>
    <message>
        <source>This picture cannot be used</source>
        <translation>Этот снимок не подходит</translation>
    </message>
    <message>
        <source>Look for your signature and at the small letters. Touch the page to see it larger.</source>
        <translation>Посмотрите на подпись и на мелкие буквы. Нажмите на страницу, чтобы увеличить.</translation>
    </message>
    <message>
        <source>Yes, keep it</source>
        <translation>Да, оставить</translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation>Показать страницу целиком</translation>
    </message>
    <message>
        <source>Show the page larger</source>
        <translation>Увеличить страницу</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Turn it</source>
        <translation>Повернуть</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>How would you like to sign?</source>
        <translation>Как вы хотите подписать?</translation>
    </message>
    <message>
        <source>Say your decision aloud</source>
        <translation>Скажите своё решение вслух</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>Подпишите здесь</translation>
    </message>
    <message>
        <source>Make your mark</source>
        <translation>Поставьте знак</translation>
    </message>
    <message>
        <source>The patient signs here</source>
        <translation>Здесь подписывает пациент</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>Если ставите знак или говорите вслух, нужен свидетель: медицинский работник или тот, кто пришёл с вами.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Подписать</translation>
    </message>
    <message>
        <source>I said it</source>
        <translation>Сказано</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>Please make a cross or a dot in the white field first.</source>
        <translation>Сначала поставьте крестик или точку в белом поле.</translation>
    </message>
    <message>
        <source>Please sign with your finger in the white field first.</source>
        <translation>Сначала распишитесь пальцем в белом поле.</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Подписать иначе</translation>
    </message>
    <message>
        <source>Sign with your finger on this line</source>
        <translation>Распишитесь пальцем на этой линии</translation>
    </message>
    <message>
        <source>A cross or a dot on this line</source>
        <translation>Крестик или точка на этой линии</translation>
    </message>
    <message>
        <source>Field for your signature</source>
        <translation>Поле для вашей подписи</translation>
    </message>
    <message>
        <source>Say aloud, so that the witness hears it:</source>
        <translation>Скажите так, чтобы слышал свидетель:</translation>
    </message>
    <message>
        <source>“I know what this document says. It is my decision.”</source>
        <translation>«Я знаю, что написано в этом документе. Это моё решение».</translation>
    </message>
    <message>
        <source>Witness: %1</source>
        <translation>Свидетель: %1</translation>
    </message>
    <message>
        <source>With my signature</source>
        <translation>Своей подписью</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>Крестик или точка</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>Не могу нарисовать, скажу вслух</translation>
    </message>
    <message>
        <source>On paper, with a pen</source>
        <translation>На бумаге, ручкой</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <source>One moment…</source>
        <translation>Минутку…</translation>
    </message>
    <message>
        <source>Your document is being sealed and saved.</source>
        <translation>Ваш документ заверяется и сохраняется.</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>abc</source>
        <translation>абвгәғ</translation>
    </message>
    <message>
        <source>def</source>
        <translation>деёжз</translation>
    </message>
    <message>
        <source>ghi</source>
        <translation>ийклқ</translation>
    </message>
    <message>
        <source>jkl</source>
        <translation>мнопңө</translation>
    </message>
    <message>
        <source>mno</source>
        <translation>рстуұү</translation>
    </message>
    <message>
        <source>pqrs</source>
        <translation>фхцчһ</translation>
    </message>
    <message>
        <source>tuv</source>
        <translation>шщъыі</translation>
    </message>
    <message>
        <source>wxyz</source>
        <translation>ьэюя</translation>
    </message>
</context>
<context>
    <name>StaffBatch</name>
    <message>
        <source>Supplements to contracts</source>
        <translation>Дополнения к договорам</translation>
    </message>
    <message>
        <source>Agreed: %1. In part: %2. Refused: %3. Still to ask: %4.</source>
        <translation>Согласились: %1. Частично: %2. Отказались: %3. Осталось: %4.</translation>
    </message>
    <message>
        <source>Hired later, asked at the contract: %1.</source>
        <translation>Приняты позже, их спрашивают при заключении договора: %1.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>Everybody in the list has been asked.</source>
        <translation>Спросили всех, кто есть в списке.</translation>
    </message>
    <message>
        <source>Contract No. %1</source>
        <translation>Договор № %1</translation>
    </message>
</context>
<context>
    <name>StaffCorner</name>
    <message>
        <source>For staff</source>
        <translation>Для сотрудников</translation>
    </message>
</context>
<context>
    <name>StaffDoor</name>
    <message>
        <source>Staff code</source>
        <translation>Код сотрудника</translation>
    </message>
    <message>
        <source>Visitors need nothing here. Touch “Back”.</source>
        <translation>Посетителям здесь ничего не нужно. Нажмите «Назад».</translation>
    </message>
    <message>
        <source>This code is not right.</source>
        <translation>Этот код неверен.</translation>
    </message>
    <message>
        <source>Too many wrong codes.</source>
        <translation>Слишком много неверных кодов.</translation>
    </message>
    <message>
        <source>No code is set. On this machine: econsent-kiosk STATION --set-staff-code</source>
        <translation>Код не задан. На этой машине: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message numerus="yes">
        <source>The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>Следующая попытка возможна через %n секунду.</numerusform>
            <numerusform>Следующая попытка возможна через %n секунды.</numerusform>
            <numerusform>Следующая попытка возможна через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>Digits typed: %1</source>
        <translation>Введено цифр: %1</translation>
    </message>
</context>
<context>
    <name>StaffEnrolment</name>
    <message>
        <source>Enrol a new station</source>
        <translation>Зарегистрировать новую станцию</translation>
    </message>
    <message>
        <source>Type the code that “econsent station invite” has printed. It holds once, and not for long.</source>
        <translation>Введите код, который напечатала команда «econsent station invite». Он действует один раз и недолго.</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Зарегистрировать</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>Станция зарегистрирована.</translation>
    </message>
</context>
<context>
    <name>StaffHall</name>
    <message>
        <source>Consent at the employment contract</source>
        <translation>Согласие при заключении трудового договора</translation>
    </message>
    <message>
        <source>Supplements from HR’s list</source>
        <translation>Дополнения по списку отдела кадров</translation>
    </message>
    <message>
        <source>Supplement for one worker</source>
        <translation>Дополнение для одного работника</translation>
    </message>
    <message>
        <source>Withdrawal by a worker</source>
        <translation>Отзыв согласия работника</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Напечатать пробную страницу</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Выгрузить журнал</translation>
    </message>
    <message>
        <source>Enrol a new station</source>
        <translation>Зарегистрировать новую станцию</translation>
    </message>
    <message>
        <source>Close the kiosk</source>
        <translation>Закрыть киоск</translation>
    </message>
    <message>
        <source>For staff</source>
        <translation>Для сотрудников</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Одну минуту…</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Отправлено: %1</translation>
    </message>
    <message>
        <source>The test page is on its way to the printer.</source>
        <translation>Пробная страница отправлена на принтер.</translation>
    </message>
    <message>
        <source>The log is saved: %1</source>
        <translation>Журнал сохранён: %1</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>Станция зарегистрирована.</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, 0 is a space, the star takes back the last letter.</source>
        <translation>На цифровой клавиатуре клавиши от 2 до 9 пишут буквы, как на телефоне. Та же клавиша ещё раз пишет следующую свою букву. 1 завершает букву, 0 ставит пробел, звёздочка стирает последнюю букву.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Always at hand</source>
        <translation>Всегда под рукой</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Шаг %1 из %2</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Остановить чтение</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Прочитать вслух</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Крупный текст</translation>
    </message>
    <message>
        <source>Higher contrast</source>
        <translation>Высокий контраст</translation>
    </message>
</context>
<context>
    <name>TroubleNote</name>
    <message>
        <source>For staff</source>
        <translation>Для сотрудников</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>Something went wrong for which this kiosk has no words.</source>
        <translation>Произошла ошибка, для которой у этого киоска нет слов.</translation>
    </message>
    <message>
        <source>Something unforeseen happened in the program. What was asked did not happen.</source>
        <translation>В программе произошло непредвиденное. То, о чём просили, не выполнено.</translation>
    </message>
    <message>
        <source>A setting in kiosk.toml is wrong. All defaults hold.</source>
        <translation>В kiosk.toml есть неверная настройка. Действуют значения по умолчанию.</translation>
    </message>
    <message>
        <source>Mend kiosk.toml in the station’s folder; docs/kiosk.md lists the settings.</source>
        <translation>Исправьте kiosk.toml в папке станции; список настроек есть в docs/kiosk.md.</translation>
    </message>
    <message>
        <source>No library is named to enrol at.</source>
        <translation>Не указано хранилище для регистрации.</translation>
    </message>
    <message>
        <source>Set library_url in kiosk.toml, and start the kiosk again.</source>
        <translation>Укажите library_url в kiosk.toml и запустите киоск снова.</translation>
    </message>
    <message>
        <source>The log cannot be written to the export folder.</source>
        <translation>Журнал не удаётся записать в папку выгрузки.</translation>
    </message>
    <message>
        <source>Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written.</source>
        <translation>Вставьте флешку или укажите в kiosk.toml для export_folder папку, доступную для записи.</translation>
    </message>
    <message>
        <source>The file of the staff code cannot be used.</source>
        <translation>Файл с кодом персонала непригоден.</translation>
    </message>
    <message>
        <source>Set the code anew: econsent-kiosk STATION --set-staff-code</source>
        <translation>Задайте код заново: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message>
        <source>There is no such printer.</source>
        <translation>Такого принтера нет.</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>В принтере нет бумаги.</translation>
    </message>
    <message>
        <source>Put paper in, and print again.</source>
        <translation>Вложите бумагу и напечатайте снова.</translation>
    </message>
    <message>
        <source>Paper is stuck in the printer.</source>
        <translation>В принтере застряла бумага.</translation>
    </message>
    <message>
        <source>Take the paper out, and print again.</source>
        <translation>Выньте бумагу и напечатайте снова.</translation>
    </message>
    <message>
        <source>The printer is stopped.</source>
        <translation>Принтер остановлен.</translation>
    </message>
    <message>
        <source>The printer did not take the document.</source>
        <translation>Принтер не принял документ.</translation>
    </message>
    <message>
        <source>The printing system stopped answering in the middle of a document.</source>
        <translation>Система печати перестала отвечать посреди документа.</translation>
    </message>
    <message>
        <source>HR’s list is not written as it must be. Nobody was asked.</source>
        <translation>Список отдела кадров составлен не так, как нужно. Никого не спрашивали.</translation>
    </message>
    <message>
        <source>Mend the list and open it again; docs/kiosk.md says how it is written.</source>
        <translation>Исправьте список и откройте его снова; как он пишется, сказано в docs/kiosk.md.</translation>
    </message>
    <message>
        <source>No list is named. Nobody was asked.</source>
        <translation>Список не указан. Никого не спрашивали.</translation>
    </message>
    <message>
        <source>Set staff_list in kiosk.toml: where HR’s medium shows it.</source>
        <translation>Укажите staff_list в kiosk.toml: где список лежит на носителе отдела кадров.</translation>
    </message>
    <message>
        <source>The list lies in the station’s folder. Nobody was asked.</source>
        <translation>Список лежит в папке станции. Никого не спрашивали.</translation>
    </message>
    <message>
        <source>Put it on a medium that HR takes along.</source>
        <translation>Перенесите его на носитель, который отдел кадров уносит с собой.</translation>
    </message>
    <message>
        <source>The list cannot be read. Nobody was asked.</source>
        <translation>Список не удаётся прочитать. Никого не спрашивали.</translation>
    </message>
    <message>
        <source>Plug HR’s medium in, and open the list again.</source>
        <translation>Вставьте носитель отдела кадров и откройте список снова.</translation>
    </message>
    <message>
        <source>What was decided so far cannot be read. Nobody was asked.</source>
        <translation>Не удаётся прочитать, что решено до сих пор. Никого не спрашивали.</translation>
    </message>
    <message>
        <source>Mend the file beside the list, or take it away.</source>
        <translation>Исправьте файл рядом со списком или уберите его.</translation>
    </message>
    <message>
        <source>The worker’s decision cannot be written beside the list. The statement is signed and safe.</source>
        <translation>Решение работника не удаётся записать рядом со списком. Заявление подписано и сохранено.</translation>
    </message>
    <message>
        <source>Put HR’s medium back. This worker may be passed over in the list.</source>
        <translation>Верните носитель отдела кадров. Этого работника в списке можно пропустить.</translation>
    </message>
    <message>
        <source>The camera is not there.</source>
        <translation>Камеры нет.</translation>
    </message>
    <message>
        <source>The camera sends no pictures any more.</source>
        <translation>Камера больше не передаёт изображение.</translation>
    </message>
    <message>
        <source>The camera’s picture is black.</source>
        <translation>Изображение с камеры чёрное.</translation>
    </message>
    <message>
        <source>Take off its cap, and look at its light.</source>
        <translation>Снимите крышку и проверьте свет.</translation>
    </message>
    <message>
        <source>A file from the scanner is no picture. It was left where it is.</source>
        <translation>Файл со сканера не является изображением. Он оставлен на месте.</translation>
    </message>
    <message>
        <source>Let the scanner write JPEG, PNG or TIFF.</source>
        <translation>Настройте сканер на JPEG, PNG или TIFF.</translation>
    </message>
    <message>
        <source>The scanner’s folder cannot be read.</source>
        <translation>Папку сканера не удаётся прочитать.</translation>
    </message>
    <message>
        <source>Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.</source>
        <translation>Проверьте папку, указанную в paper.folder в kiosk.toml, и права чтения и записи.</translation>
    </message>
    <message>
        <source>A page that was read could not be removed from the scanner’s folder.</source>
        <translation>Прочитанную страницу не удалось удалить из папки сканера.</translation>
    </message>
    <message>
        <source>Take the file away, and let the kiosk’s user write in the folder.</source>
        <translation>Уберите файл и разрешите пользователю киоска запись в папку.</translation>
    </message>
    <message>
        <source>This kiosk cannot read aloud: its speech engine does not answer.</source>
        <translation>Киоск не может читать вслух: речевой движок не отвечает.</translation>
    </message>
    <message>
        <source>Install speech-dispatcher and speech-dispatcher-espeak-ng, and see that a sound card is there.</source>
        <translation>Установите speech-dispatcher и speech-dispatcher-espeak-ng и проверьте звуковую карту.</translation>
    </message>
    <message>
        <source>The speech engine has no voice for one of the kiosk’s languages.</source>
        <translation>У речевого движка нет голоса для одного из языков киоска.</translation>
    </message>
    <message>
        <source>Install espeak-ng, which has Kazakh, Russian and English, or provide recordings.</source>
        <translation>Установите espeak-ng, где есть казахский, русский и английский, или предоставьте записи.</translation>
    </message>
    <message>
        <source>A recording is not the one that was released, so it is not played; the speech engine speaks instead.</source>
        <translation>Запись не та, что была выпущена, поэтому не воспроизводится; вместо неё говорит речевой движок.</translation>
    </message>
    <message>
        <source>Copy the recordings of this version into the station’s folder anew.</source>
        <translation>Скопируйте записи этой версии в папку станции заново.</translation>
    </message>
    <message>
        <source>The speech engine took a text and did not come to its end.</source>
        <translation>Речевой движок взял текст и не дочитал его до конца.</translation>
    </message>
    <message>
        <source>See that a sound card is there, and restart speech-dispatcher.</source>
        <translation>Проверьте звуковую карту и перезапустите speech-dispatcher.</translation>
    </message>
    <message>
        <source>The library’s database does not answer. What waits here is kept.</source>
        <translation>База данных хранилища не отвечает. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>This station was revoked at the library. What waits here is kept.</source>
        <translation>Эта станция отозвана в хранилище. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>The library does not know this station. What waits here is kept.</source>
        <translation>Хранилище не знает эту станцию. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>The library cannot be reached. Nothing is lost: what waits is sent later.</source>
        <translation>Нет связи с хранилищем. Ничего не потеряно: ожидающее будет отправлено позже.</translation>
    </message>
    <message>
        <source>Check the network, and that the library is running; it is tried again by itself.</source>
        <translation>Проверьте сеть и работает ли хранилище; попытки повторяются сами.</translation>
    </message>
    <message>
        <source>What answers at the library’s address is not the library of this station. Nothing was handed over.</source>
        <translation>По адресу хранилища отвечает не хранилище этой станции. Ничего не передано.</translation>
    </message>
    <message>
        <source>The library’s log lacks what it once showed. Everything waits here, sealed.</source>
        <translation>В журнале хранилища нет того, что он показывал раньше. Всё ждёт здесь, запечатанное.</translation>
    </message>
    <message>
        <source>The library answered with an error that this kiosk does not know. What waits here is kept.</source>
        <translation>Хранилище ответило ошибкой, которой этот киоск не знает. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>The code is unknown, used or too old. Nothing was enrolled.</source>
        <translation>Код неизвестен, использован или устарел. Ничего не зарегистрировано.</translation>
    </message>
    <message>
        <source>Ask for a new code: “econsent station invite”.</source>
        <translation>Запросите новый код: «econsent station invite».</translation>
    </message>
    <message>
        <source>The library did not let this station in. What waits here is kept.</source>
        <translation>Хранилище не впустило эту станцию. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>Too much was asked of the library in a short time. What waits here is kept.</source>
        <translation>За короткое время у хранилища спросили слишком много. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>Wait a minute, and try again.</source>
        <translation>Подождите минуту и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The library did not take this station’s sign of life. What waits here is kept.</source>
        <translation>Хранилище не приняло сигнал этой станции. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>Check the kiosk’s clock; if the code stays, call the privacy officer.</source>
        <translation>Проверьте часы киоска; если код остаётся, сообщите ответственному за персональные данные.</translation>
    </message>
    <message>
        <source>The library holds another statement under the same number. Both are kept.</source>
        <translation>В хранилище под тем же номером есть другое заявление. Оба сохранены.</translation>
    </message>
    <message>
        <source>The library refused what this station asked. What waits here is kept.</source>
        <translation>Хранилище отклонило запрос этой станции. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>The library’s log could not be proven. Everything waits here, sealed.</source>
        <translation>Журнал хранилища не удалось подтвердить. Всё ждёт здесь, запечатанное.</translation>
    </message>
    <message>
        <source>What the library says of its log cannot be read. Everything waits here, sealed.</source>
        <translation>Не удаётся прочитать, что хранилище говорит о журнале. Всё ждёт здесь, запечатанное.</translation>
    </message>
    <message>
        <source>A sealed envelope is damaged. It was not opened.</source>
        <translation>Запечатанный конверт повреждён. Его не вскрывали.</translation>
    </message>
    <message>
        <source>An envelope is sealed for another library. It is kept here.</source>
        <translation>Конверт запечатан для другого хранилища. Он хранится здесь.</translation>
    </message>
    <message>
        <source>This is not a code: it has 16 letters and digits. Nothing was enrolled.</source>
        <translation>Это не код: в нём 16 букв и цифр. Ничего не зарегистрировано.</translation>
    </message>
    <message>
        <source>Compare it with what was printed, and type it again.</source>
        <translation>Сверьте с напечатанным и введите ещё раз.</translation>
    </message>
    <message>
        <source>The library’s check of a statement failed. The statement is kept here, sealed.</source>
        <translation>Проверка заявления в хранилище не прошла. Заявление хранится здесь, запечатанное.</translation>
    </message>
    <message>
        <source>Call whoever looks after this kiosk, and tell them the code.</source>
        <translation>Позовите того, кто обслуживает киоск, и назовите код.</translation>
    </message>
    <message>
        <source>Try again; if the code comes back, use paper forms and call whoever looks after this kiosk.</source>
        <translation>Попробуйте ещё раз; если код появится снова, используйте бумажные бланки и позовите того, кто обслуживает киоск.</translation>
    </message>
    <message>
        <source>Use paper forms until it is mended, and call whoever looks after this kiosk.</source>
        <translation>До устранения используйте бумажные бланки и позовите того, кто обслуживает киоск.</translation>
    </message>
    <message>
        <source>Call the privacy officer at once, and tell them the code.</source>
        <translation>Сразу сообщите код ответственному за персональные данные.</translation>
    </message>
    <message>
        <source>Tell the code to whoever looks after the library.</source>
        <translation>Сообщите код тому, кто обслуживает хранилище.</translation>
    </message>
    <message>
        <source>Enrol the station again; until then use paper forms.</source>
        <translation>Зарегистрируйте станцию заново; до этого используйте бумажные бланки.</translation>
    </message>
    <message>
        <source>Use paper forms. The folder needs “econsent fsck”, and its last good copy.</source>
        <translation>Используйте бумажные бланки. Папку нужно проверить командой «econsent fsck» и восстановить из последней исправной копии.</translation>
    </message>
    <message>
        <source>Check the library’s address; if the library was replaced, enrol the station again.</source>
        <translation>Проверьте адрес хранилища; если хранилище заменили, зарегистрируйте станцию заново.</translation>
    </message>
    <message>
        <source>The last good forms stay in use. Tell the code to whoever releases the forms.</source>
        <translation>В работе остаются последние исправные формы. Сообщите код тому, кто выпускает формы.</translation>
    </message>
    <message>
        <source>Look at the printer. Its queue is named in kiosk.toml, and “lpstat -l -p” tells how it stands.</source>
        <translation>Посмотрите на принтер. Его очередь названа в kiosk.toml, состояние показывает «lpstat -l -p».</translation>
    </message>
    <message>
        <source>Look at the camera’s plug, and at paper.camera in kiosk.toml.</source>
        <translation>Проверьте провод камеры и строку paper.camera в kiosk.toml.</translation>
    </message>
    <message>
        <source>The disk is nearly full. Everything saved so far is safe.</source>
        <translation>Диск почти заполнен. Всё, что сохранено раньше, в безопасности.</translation>
    </message>
    <message>
        <source>Free some space; until then use paper forms.</source>
        <translation>Освободите место; до этого используйте бумажные бланки.</translation>
    </message>
    <message>
        <source>The disk cannot be written. What was saved before is unchanged.</source>
        <translation>Запись на диск не удаётся. Сохранённое раньше не изменилось.</translation>
    </message>
    <message>
        <source>Check the disk’s free space, and who may write in the folder.</source>
        <translation>Проверьте свободное место на диске и права записи в папку.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, is not there.</source>
        <translation>Папки станции или файла в ней нет на месте.</translation>
    </message>
    <message>
        <source>Check the folder’s name and its disk; a new kiosk is enrolled first.</source>
        <translation>Проверьте имя папки и её диск; новый киоск сначала регистрируют.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, belongs to another user.</source>
        <translation>Папка станции или файл в ней принадлежит другому пользователю.</translation>
    </message>
    <message>
        <source>Start the kiosk as the user to whom the folder belongs.</source>
        <translation>Запускайте киоск от имени пользователя, которому принадлежит папка.</translation>
    </message>
    <message>
        <source>Another program works in the station’s folder. It goes on undisturbed.</source>
        <translation>В папке станции работает другая программа. Ей не помешали.</translation>
    </message>
    <message>
        <source>Close the other program: one folder serves one program.</source>
        <translation>Закройте другую программу: одна папка служит одной программе.</translation>
    </message>
    <message>
        <source>Something in the station’s folder is damaged. It was not touched.</source>
        <translation>В папке станции что-то повреждено. Его не трогали.</translation>
    </message>
    <message>
        <source>There is already a station in this folder. It was not touched.</source>
        <translation>В этой папке уже есть станция. Её не трогали.</translation>
    </message>
    <message>
        <source>A new station needs a new folder.</source>
        <translation>Новой станции нужна новая папка.</translation>
    </message>
    <message>
        <source>The station’s folder cannot be used. Nothing in it was changed.</source>
        <translation>Папкой станции не удаётся воспользоваться. В ней ничего не изменено.</translation>
    </message>
    <message>
        <source>The station’s key, or the passphrase that opens it, is not there. Nothing was signed.</source>
        <translation>Нет ключа станции или пароля, который его открывает. Ничего не подписано.</translation>
    </message>
    <message>
        <source>The station’s key does not open with this passphrase. It was not touched.</source>
        <translation>Ключ станции не открывается этим паролем. Его не трогали.</translation>
    </message>
    <message>
        <source>This kiosk is not enrolled as a station yet.</source>
        <translation>Этот киоск ещё не зарегистрирован как станция.</translation>
    </message>
    <message>
        <source>Enrol it with a code from the library: “econsent station invite”.</source>
        <translation>Зарегистрируйте его кодом из хранилища: «econsent station invite».</translation>
    </message>
    <message>
        <source>Another device signs as this station, or its folder was copied. What waits here is kept.</source>
        <translation>Другое устройство подписывает от имени этой станции, или её папку скопировали. Всё, что ждёт здесь, сохранено.</translation>
    </message>
    <message>
        <source>The station’s certificate has expired. Everything signed so far is safe.</source>
        <translation>Срок сертификата станции истёк. Всё подписанное раньше в безопасности.</translation>
    </message>
    <message>
        <source>A certificate is not one of the organisation that this station belongs to. Nothing was believed.</source>
        <translation>Сертификат не той организации, которой принадлежит станция. Ничему не поверили.</translation>
    </message>
    <message>
        <source>A certificate is not written as it must be. Nothing was believed.</source>
        <translation>Сертификат составлен не так, как должен. Ничему не поверили.</translation>
    </message>
    <message>
        <source>A signed message cannot be read. Nothing was believed.</source>
        <translation>Подписанное сообщение не читается. Ничему не поверили.</translation>
    </message>
    <message>
        <source>A signature does not fit what it signs. Nothing was believed.</source>
        <translation>Подпись не подходит к подписанному. Ничему не поверили.</translation>
    </message>
    <message>
        <source>A file of a form was changed, or did not come whole. It is not shown.</source>
        <translation>Файл формы изменён или пришёл не целиком. Он не показывается.</translation>
    </message>
    <message>
        <source>A file of the forms is missing, or one too many is there.</source>
        <translation>Не хватает файла форм, или есть лишний.</translation>
    </message>
    <message>
        <source>A form is not written as it must be. It is not shown.</source>
        <translation>Форма составлена не так, как должна. Она не показывается.</translation>
    </message>
    <message>
        <source>A form lacks a text that is needed here. Nothing was signed.</source>
        <translation>В форме нет текста, который здесь нужен. Ничего не подписано.</translation>
    </message>
    <message>
        <source>This station does not have the form that is asked for. Nothing was signed.</source>
        <translation>На этой станции нет нужной формы. Ничего не подписано.</translation>
    </message>
    <message>
        <source>The library shows fewer or other forms than before. The station goes on with those it has.</source>
        <translation>Хранилище показывает меньше форм, чем раньше, или другие. Станция работает с теми, что есть.</translation>
    </message>
    <message>
        <source>The statement could not be made from what was entered. Nothing was signed.</source>
        <translation>Из введённого не удалось составить заявление. Ничего не подписано.</translation>
    </message>
    <message>
        <source>The document could not be made. Nothing was signed.</source>
        <translation>Документ не удалось создать. Ничего не подписано.</translation>
    </message>
    <message>
        <source>What was asked cannot be done in this way. Nothing was changed.</source>
        <translation>То, о чём просили, так сделать нельзя. Ничего не изменено.</translation>
    </message>
</context>
<context>
    <name>Unready</name>
    <message>
        <source>This screen cannot take signatures now</source>
        <translation>Сейчас на этом экране нельзя подписать</translation>
    </message>
    <message>
        <source>Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.</source>
        <translation>Ничего не введено и ничего не потеряно. Попросите у медицинского работника бумажный бланк: он имеет ту же силу.</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>One moment…</source>
        <translation>Минутку…</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Who are you?</source>
        <translation>Кто вы?</translation>
    </message>
    <message>
        <source>Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.</source>
        <translation>Для съёмки в кабинете забора крови нужно ваше решение. Вы можете согласиться или не согласиться: кровь возьмут в любом случае.</translation>
    </message>
    <message>
        <source>I am the patient</source>
        <translation>Я пациент</translation>
    </message>
    <message>
        <source>I am the patient’s parent or legal representative</source>
        <translation>Я родитель или законный представитель пациента</translation>
    </message>
    <message>
        <source>I want to withdraw consent</source>
        <translation>Я хочу отозвать согласие</translation>
    </message>
    <message>
        <source>I am accompanying somebody</source>
        <translation>Я пришёл (пришла) вместе с пациентом</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>Whose consent do you withdraw?</source>
        <translation>Чьё согласие вы отзываете?</translation>
    </message>
    <message>
        <source>You need not say why. Nothing changes about the care.</source>
        <translation>Объяснять причину не нужно. Медицинская помощь не изменится.</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>Своё</translation>
    </message>
    <message>
        <source>That of the person I represent</source>
        <translation>Согласие человека, которого я представляю</translation>
    </message>
</context>
<context>
    <name>Witness</name>
    <message>
        <source>A witness is another adult who is here now: a medical worker, or somebody who came along. Please ask them to come to the screen.</source>
        <translation>Свидетель – другой взрослый человек, который сейчас здесь: медицинский работник или тот, кто пришёл с вами. Попросите его подойти к экрану.</translation>
    </message>
    <message>
        <source>The witness confirms: “The person said this decision aloud, of their own free will. I heard it myself.”</source>
        <translation>Свидетель подтверждает: «Человек сказал это решение вслух, по своей воле. Я слышу это лично».</translation>
    </message>
    <message>
        <source>The witness confirms: “The person made the mark on the screen with their own hand, of their own free will. I saw it myself.”</source>
        <translation>Свидетель подтверждает: «Человек сам поставил знак на экране, по своей воле. Я вижу это лично».</translation>
    </message>
    <message>
        <source>Then the document is shown once more, with the name of the witness.</source>
        <translation>Потом документ будет показан ещё раз, уже с именем свидетеля.</translation>
    </message>
    <message>
        <source>A witness is needed</source>
        <translation>Нужен свидетель</translation>
    </message>
    <message>
        <source>Name of the witness</source>
        <translation>Имя свидетеля</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Фамилия, имя и отчество.</translation>
    </message>
    <message>
        <source>Please type the name of the witness.</source>
        <translation>Напишите имя свидетеля.</translation>
    </message>
    <message>
        <source>I am the witness</source>
        <translation>Я свидетель</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>I confirm</source>
        <translation>Подтверждаю</translation>
    </message>
</context>
</TS>
