import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { words } from '../words/words.ts';

interface BrokenProps {
  readonly children: ReactNode;
}

/** Keeps a fault of one screen inside that screen: the bar, the list and the helpdesk's number stay. */
export class Broken extends Component<BrokenProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice
        tone="alarm"
        title={words('app.broken.title')}
        actions={<Button onPress={() => this.setState({ broken: false })}>{words('app.broken.again')}</Button>}
      >
        <p>{words('app.broken.text')}</p>
      </Notice>
    );
  }
}
